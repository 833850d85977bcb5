/// What an image was made of and which one it is: as long as nothing of it has changed, the image is the answer.
struct Manifest: Sendable, Hashable {
    /// Changes when the same inputs would give another image.
    static let format = "mayfly initramfs 1"

    /// The last line: without it the manifest was cut off.
    private static let end = "end"

    /// What kind of image it is of, and how that is built.
    var format = Manifest.format
    /// The SHA-256 of the image, which is also its name.
    var digest: String
    /// The image's file as it was after it was written or last checked.
    var image: FileIdentity
    /// Every file that was read, as it was before; nil for one that was not there.
    var inputs: [String: FileIdentity?]

    var text: String {
        let lines = inputs.sorted { $0.key < $1.key }.map { "\($0.value.map(\.description) ?? "-") \($0.key)" }
        return ([format, "\(digest) \(image)"] + lines + [Self.end]).joined(separator: "\n")
    }

    init(
        format: String = Manifest.format, digest: String, image: FileIdentity, inputs: [String: FileIdentity?] = [:]
    ) {
        self.format = format
        self.digest = digest
        self.image = image
        self.inputs = inputs
    }

    /// Nil for anything but a whole manifest of this format.
    init?(text: String, format: String = Manifest.format) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.popLast()?[...] == Self.end[...], lines.count >= 2, lines[0] == format else { return nil }
        let head = lines[1].split(separator: " ")
        guard head.count == 2, head[0].utf8.count == 64, let image = FileIdentity(String(head[1])) else { return nil }
        self.format = format
        digest = String(head[0])
        self.image = image
        inputs = [:]
        for line in lines[2...] {
            guard let space = line.firstIndex(of: " ") else { return nil }
            let path = String(line[line.index(after: space)...])
            if line[..<space] == "-" {
                inputs[path] = .some(nil)
            } else if let identity = FileIdentity(String(line[..<space])) {
                inputs[path] = identity
            } else {
                return nil
            }
        }
    }

    /// Whether every input is as it was.
    var isCurrent: Bool {
        inputs.allSatisfy { FileIdentity(of: $0.key) == $0.value }
    }

    /// A path with a line end cannot be written down; such an image is built each time.
    var canBeWritten: Bool { !inputs.keys.contains { $0.contains("\n") } }
}
