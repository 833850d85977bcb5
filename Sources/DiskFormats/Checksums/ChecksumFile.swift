package import Digests
import Spelling

/// The checksums that a publisher puts beside images: `SHA256SUMS`, Fedora's `CHECKSUM`, or a digest alone.
///
/// Lines are coreutils' (`digest  name`, `digest *name`) or BSD's (`SHA256 (name) = digest`), in plain text or in a
/// message that PGP has signed in the clear. The signature is not looked at.
package struct ChecksumFile: Sendable {
    package struct Sum: Sendable, Hashable {
        package let algorithm: Digest.Algorithm
        /// Lower case hexadecimal digits.
        package let digits: String

        package init(algorithm: Digest.Algorithm, digits: String) {
            self.algorithm = algorithm
            self.digits = digits
        }
    }

    /// The largest file that is read: the sums of some 30,000 images.
    package static let limit = 4 << 20

    private let place: String
    private var sums: [String: [Sum]] = [:]
    /// Names that only have sums which are not safe (MD5, SHA-1) or not used here.
    private var others: Set<String> = []
    /// A digest alone, which is of whatever file lies beside it.
    private var nameless: Sum?

    /// Errors call the file by its place, a path or an address.
    package init(_ bytes: [UInt8], from place: String) throws(DiskFormatError) {
        self.place = place
        guard bytes.count <= Self.limit else {
            throw DiskFormatError(
                .checksumFile,
                "\(place) has \(bytes.count) bytes, more than a checksum file has. Give the address of the file that lists "
                    + "the sums.")
        }
        var message = SignedMessage()
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in zip(1..., lines) {
            guard let text = message.text(of: line.last == UInt8(ascii: "\r") ? line.dropLast() : line) else {
                continue
            }
            try add(text, line: number)
        }
        if sums.isEmpty && others.isEmpty && nameless == nil {
            throw DiskFormatError(
                .checksumFile, "\(place) has no checksum in it. Give the address of the file that lists the sums.")
        }
    }

    private mutating func add(_ text: ArraySlice<UInt8>, line: Int) throws(DiskFormatError) {
        guard let found = ChecksumLine(text) else {
            throw DiskFormatError(
                .checksumFile,
                "\(place), line \(line), is no checksum: \"\(shown(text))\". Expected \"DIGEST  NAME\" or \"SHA256 (NAME) = "
                    + "DIGEST\"; is this the file that lists the sums?")
        }
        switch found {
        case .nothing: return
        case .other(let name): others.insert(Self.plain(name))
        case .sum(let sum, nil):
            guard nameless == nil || nameless == sum else { throw contradiction("the file beside it", line) }
            nameless = sum
        case .sum(let sum, let name?):
            let known = sums[Self.plain(name), default: []]
            guard known.allSatisfy({ $0.algorithm != sum.algorithm || $0 == sum }) else {
                throw contradiction(shown(name), line)
            }
            if !known.contains(sum) { sums[Self.plain(name)] = known + [sum] }
        }
    }

    /// `sha256sum ./*` writes such names.
    private static func plain(_ name: String) -> String { name.hasPrefix("./") ? String(name.dropFirst(2)) : name }

    private func contradiction(_ name: String, _ line: Int) -> DiskFormatError {
        DiskFormatError(
            .checksumFile,
            "\(place), line \(line), has another sum for \(name) than a line before it. Ask the publisher which is right, "
                + "and give the sum itself.")
    }

    /// The strongest sum of a file.
    package func sum(for name: String) throws(DiskFormatError) -> Sum {
        let wanted = Self.plain(name)
        if let found = strongest(sums[wanted] ?? beneathADirectory(wanted)) { return found }
        if let nameless, sums.isEmpty { return nameless }
        let names = sums.keys.sorted()
        let hint: String
        if others.contains(wanted) {
            hint = "It has one, but neither SHA-256 nor SHA-512. Give the sum itself, or another file of sums."
        } else if let near = suggestion(for: wanted, among: names) {
            hint = "Did you mean \(shown(near))?"
        } else {
            hint = names.isEmpty ? "It names no file." : "It has: \(listed(names))."
        }
        throw DiskFormatError(.noChecksum, "\(place) has no SHA-256 or SHA-512 sum for \(shown(name)). \(hint)")
    }

    /// Some list what lies in directories below them; a name that is there once is meant.
    private func beneathADirectory(_ name: String) -> [Sum]? {
        let found = sums.filter { $0.key.hasSuffix("/" + name) }
        return found.count == 1 ? found.first?.value : nil
    }

    private func strongest(_ sums: [Sum]?) -> Sum? { sums?.max { $0.algorithm.digits < $1.algorithm.digits } }
}
