import FoundationEssentials

/// A qcow2 file as QEMU opens it. What was discarded, or is zero, takes no room.
struct BlockNode: Encodable, Sendable {
    struct File: Encodable, Sendable {
        var driver = "file"
        var filename: String
        var discard = "unmap"
    }

    /// Needed where it is spoken of later.
    let name: String
    let file: File
    /// What is beneath, instead of what the file says; nothing yet when it is to be put over another.
    let backing: Backing

    indirect enum Backing: Sendable {
        case ofFile, none
        case node(BlockNode)
    }

    init(_ name: String, _ path: String, backing: Backing = .ofFile) {
        (self.name, file, self.backing) = (name, File(filename: path), backing)
    }

    private enum CodingKeys: String, CodingKey {
        case driver, file, discard, backing
        case name = "node-name"
        case zeroes = "detect-zeroes"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode("qcow2", forKey: .driver)
        try container.encode(name, forKey: .name)
        try container.encode(file, forKey: .file)
        switch backing {
        case .ofFile: break
        case .none: try container.encodeNil(forKey: .backing)
        case .node(let node): try container.encode(node, forKey: .backing)
        }
        guard case .ofFile = backing else {
            try container.encode("unmap", forKey: .discard)
            return try container.encode("unmap", forKey: .zeroes)
        }
    }

    var json: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }

    /// The same as the name of an image, for qemu-img.
    var imageName: String {
        // Texts can always be written.
        "json:" + ((try? json) ?? "{}")
    }
}
