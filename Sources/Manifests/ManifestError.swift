package import YAML

/// Why a document of a manifest cannot be judged at all.
package struct ManifestError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to do about it.
    package let message: String
    package let file: String?
    package let mark: Mark?

    package init(_ message: String, file: String?, mark: Mark?) {
        self.message = message
        self.file = file
        self.mark = mark
    }

    /// `file:line:column: message`.
    package var description: String {
        let place = [file, mark?.description].compactMap(\.self).joined(separator: ":")
        return place.isEmpty ? message : "\(place): \(message)"
    }
}
