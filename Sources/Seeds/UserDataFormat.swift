/// What cloud-init makes of user data, by how it begins.
package enum UserDataFormat: Sendable, Hashable {
    /// `#cloud-config`: YAML.
    case cloudConfig
    /// `#cloud-config-archive`: a YAML list of parts.
    case archive
    /// A script, an include, a template, a MIME message, something compressed: handed over as it is.
    case passedThrough
    /// Ignition's JSON, which other programs than cloud-init read from a ConfigDrive.
    case ignition
    case empty

    /// Beginnings that cloud-init knows, and those of cloudbase-init; upper and lower case are the same to them.
    private static let known = [
        "#!", "#include", "#part-handler", "#cloud-boothook", "#cloud-config-jsonp", "#upstart-job",
        "## template: jinja", "#ps1", "rem cmd",
    ]
    private static let gzip: [UInt8] = [0x1F, 0x8B]

    /// Throws where the guest would ignore the data without a word.
    package init(of bytes: [UInt8], field: String = "userData") throws(SeedError) {
        if bytes.starts(with: Self.gzip) {
            self = .passedThrough
            return
        }
        // As cloud-init does it: what comes first after white space counts, and a MIME header anywhere near the beginning.
        let text = String(decoding: bytes.prefix(4096), as: UTF8.self).lowercased().drop { $0.isWhitespace }
        if text.isEmpty {
            self = .empty
        } else if text.contains("mime-version:") || Self.known.contains(where: text.hasPrefix) {
            self = .passedThrough
        } else if text.hasPrefix("#cloud-config-archive") {
            self = .archive
        } else if text.hasPrefix("#cloud-config") {
            self = .cloudConfig
        } else if text.hasPrefix("{"), text.contains("\"ignition\"") {
            self = .ignition
        } else {
            throw SeedError(
                .ignored, field,
                "begins with nothing that cloud-init knows, so the guest would ignore it; write #cloud-config as its "
                    + "first line (or #! for a script)")
        }
    }
}
