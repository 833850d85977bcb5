import Base64

/// What a VMI says of cloud-init, with its base64 undone: the contents of a cloudInitNoCloud or cloudInitConfigDrive volume.
package struct CloudInit: Sendable, Hashable {
    /// Which data source of cloud-init's reads it.
    package enum Format: String, Sendable, Hashable, CaseIterable {
        case noCloud
        case configDrive
    }

    package var format: Format
    /// The user's own, byte for byte.
    package var userData: [UInt8]?
    package var networkData: [UInt8]?

    package init(format: Format, userData: [UInt8]? = nil, networkData: [UInt8]? = nil) {
        self.format = format
        self.userData = userData
        self.networkData = networkData
    }

    package init(format: Format, userData: String? = nil, networkData: String? = nil) {
        self.init(
            format: format, userData: userData.map { Array($0.utf8) }, networkData: networkData.map { Array($0.utf8) })
    }

    /// Of the fields as a volume has them; of each pair, one at most is given.
    package init(
        format: Format, userData: String?, userDataBase64: String?, networkData: String?, networkDataBase64: String?
    ) throws(SeedError) {
        self.init(
            format: format, userData: try Self.one("userData", userData, userDataBase64),
            networkData: try Self.one("networkData", networkData, networkDataBase64))
    }

    private static func one(_ field: String, _ plain: String?, _ encoded: String?) throws(SeedError) -> [UInt8]? {
        guard let encoded else { return plain.map { Array($0.utf8) } }
        guard plain == nil else {
            throw SeedError(.encoding, field, "is given together with \(field)Base64; keep one of them")
        }
        if let bytes = Base64.decode(encoded) { return bytes }
        throw SeedError(
            .encoding, field + "Base64",
            "is not base64 with its padding; write the output of base64 -w0, or plain text in \(field)")
    }
}
