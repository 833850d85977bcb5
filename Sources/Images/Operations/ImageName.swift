/// What an image of the store can be called: what a registry's repository can be called too, so that a volume may name it.
package enum ImageName {
    private static let longest = 128

    /// Throws what is wrong with a name, and what would do.
    package static func check(_ name: String) throws(ImageError) {
        func isWord(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) }
        let bytes = Array(name.utf8)
        guard let first = bytes.first, let last = bytes.last, isWord(first), isWord(last), bytes.count <= longest,
            bytes.allSatisfy({ isWord($0) || [0x2D, 0x2E, 0x5F].contains($0) })
        else {
            throw ImageError(
                .name,
                "‘\(name)’ cannot be an image's name; write at most \(longest) lower case letters and digits, with - . or _ "
                    + "between them, such as debian-12")
        }
    }
}
