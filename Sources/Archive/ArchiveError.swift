import CArchive
import Glibc

/// An archive that could not be written or read: which one, at which entry, and why.
package struct ArchiveError: Error, Sendable, CustomStringConvertible {
    package struct Code: Hashable, Sendable {
        private enum Value { case open, noSpace, write, read, damaged, entry }
        private let value: Value

        /// The archive's file cannot be opened.
        package static let open = Code(value: .open)
        /// The file system that the archive is written to is full, or over a quota.
        package static let noSpace = Code(value: .noSpace)
        package static let write = Code(value: .write)
        package static let read = Code(value: .read)
        /// What was read is no archive, or is cut off or corrupt.
        package static let damaged = Code(value: .damaged)
        /// An entry that the format cannot hold, or that was used against the rules.
        package static let entry = Code(value: .entry)
    }

    package let code: Code
    package let archive: String
    package let entry: String?
    /// What failed, in libarchive's or the system's own words.
    package let reason: String
    /// What whoever hands out the archive's bytes failed with.
    package let cause: (any Error)?

    package init(
        _ code: Code, archive: String, entry: String? = nil, reason: String, cause: (any Error)? = nil
    ) {
        self.code = code
        self.archive = archive
        self.entry = entry
        self.reason = reason
        self.cause = cause
    }

    package var description: String {
        let place = entry.map { "\(archive), entry \($0)" } ?? archive
        return code == .noSpace
            ? "\(place): \(reason). Free some space there, or choose another directory."
            : "\(place): \(reason)" + (cause.map { "\n  because: \($0)" } ?? "")
    }

    /// What the last call on a handle failed with.
    static func last(_ handle: OpaquePointer, _ code: Code, archive: String, entry: String?) -> ArchiveError {
        let number = archive_errno(handle)
        let message = archive_error_string(handle).map { String(cString: $0) } ?? "failed without a reason"
        let isFull = number == ENOSPC || number == EDQUOT
        // libarchive says "Write error" and keeps the cause in the number.
        let reason = isFull ? "\(message): \(String(cString: strerror(number)))" : message
        // Opening reads the first blocks: what fails then without a system's reason is damage.
        let isDamage = code == .open && (number <= 0 || number == EILSEQ)
        return ArchiveError(
            isFull ? .noSpace : isDamage ? .damaged : code, archive: archive, entry: entry, reason: reason)
    }
}
