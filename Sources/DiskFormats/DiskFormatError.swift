/// An image or a checksum file that is not what it should be, or a disk that cannot be made of it.
package struct DiskFormatError: Error, Sendable, CustomStringConvertible {
    package struct Code: Hashable, Sendable {
        private enum Value {
            case unreadable, damaged, noImage, severalImages, pointsOutside, encrypted, tooLarge, unsupported
            case noSpace, write, missingProgram, conversion, cancelled, checksumFile, noChecksum
        }
        private let value: Value

        /// The file cannot be opened or read.
        package static let unreadable = Code(value: .unreadable)
        /// Cut off, corrupt, or a header that contradicts itself.
        package static let damaged = Code(value: .damaged)
        /// It is something else than a disk's image, or an archive without one.
        package static let noImage = Code(value: .noImage)
        /// An archive with more than one.
        package static let severalImages = Code(value: .severalImages)
        /// The image reads other files: those of this host, when it is opened here.
        package static let pointsOutside = Code(value: .pointsOutside)
        package static let encrypted = Code(value: .encrypted)
        /// Beyond a bound of ``DiskLimits``.
        package static let tooLarge = Code(value: .tooLarge)
        /// Known, but not read here.
        package static let unsupported = Code(value: .unsupported)
        package static let noSpace = Code(value: .noSpace)
        package static let write = Code(value: .write)
        package static let missingProgram = Code(value: .missingProgram)
        /// qemu-img gave up.
        package static let conversion = Code(value: .conversion)
        package static let cancelled = Code(value: .cancelled)
        /// A checksum file with a line that is none, or that contradicts itself.
        package static let checksumFile = Code(value: .checksumFile)
        /// A checksum file without the name that was asked for.
        package static let noChecksum = Code(value: .noChecksum)
    }

    package let code: Code
    /// What is wrong, where, and what to do about it.
    package let message: String
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String {
        cause.map { "\(message)\n  because: \($0)" } ?? message
    }
}

/// Text of a file that nobody vouches for, as an error shows it: printable and short.
func shown(_ bytes: some Collection<UInt8>, atMost limit: Int = 80) -> String {
    let text = String(decoding: bytes.prefix(limit), as: UTF8.self).unicodeScalars.map { scalar in
        scalar.properties.generalCategory == .control || scalar == "\u{FFFD}" ? "?" : Character(scalar)
    }
    return String(text) + (bytes.count > limit ? "…" : "")
}

func shown(_ text: String) -> String { shown(Array(text.utf8)) }

/// A few of many names.
func listed(_ names: [String], atMost limit: Int = 8) -> String {
    let first = names.prefix(limit).map(shown).joined(separator: ", ")
    return names.count > limit ? "\(first) and \(names.count - limit) more" : first
}
