import Base64
import KubeVirt
import Seeds

/// The user data that a guest gets: the user's own, byte for byte, and below it ours, by which it has the host key that we
/// expect. KubeVirt has no vendor data, so the two are parts of a MIME message, which cloud-init merges.
enum SeedMessage {
    /// Nil where the guest does not read its user data by cloud-init.
    static func bytes(own: [UInt8]?, ours: String, run: String) throws(SeedError) -> [UInt8]? {
        let own = own ?? []
        let isMIME: Bool
        switch try UserDataFormat(of: own) {
        case .ignition: return nil
        case .empty: return Array(ours.utf8)
        case .cloudConfig, .archive: isMIME = false
        case .passedThrough:
            let head = String(decoding: own.prefix(4096), as: UTF8.self).lowercased()
            isMIME = head.contains("mime-version:")
        }
        // The later part wins, key by key.
        let boundary = "==mayfly-\(run)=="
        var text = "Content-Type: multipart/mixed; boundary=\"\(boundary)\"\nMIME-Version: 1.0\n"
        text += "\n--\(boundary)\n" + part(Array(ours.utf8))
        text += "\n--\(boundary)\n"
        guard isMIME else { return Array((text + part(own) + "\n--\(boundary)--\n").utf8) }
        return Array(text.utf8) + own + Array("\n--\(boundary)--\n".utf8)
    }

    /// What is text/plain is told apart by cloud-init by how it begins, as whole user data is.
    private static func part(_ bytes: [UInt8]) -> String {
        var text = "Content-Type: text/plain\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n"
        var rest = Base64.encode(bytes)[...]
        while !rest.isEmpty {
            text += rest.prefix(76) + "\n"
            rest = rest.dropFirst(76)
        }
        return text
    }
}
