import Testing

@testable import Images

private let manifest = Manifest(
    digest: String(repeating: "a", count: 64),
    image: FileIdentity(device: 1, inode: 2, size: 3, modified: -4, mode: 5),
    inputs: [
        "/a file": FileIdentity(device: 6, inode: 7, size: 8, modified: 9, mode: 10), "/missing": nil,
    ] as [String: FileIdentity?])

@Suite struct ManifestTests {
    @Test("a manifest reads back as it was written")
    func roundTrip() {
        #expect(Manifest(text: manifest.text) == manifest)
    }

    @Test("a manifest of another format, or one that is not whole, is none")
    func damaged() {
        let text = manifest.text
        for count in 0..<text.count where Manifest(text: String(text.prefix(count))) != nil {
            Issue.record("the first \(count) characters were taken for a manifest")
        }
        #expect(Manifest(text: "another format\n" + text) == nil)
        #expect(Manifest(text: text + "\u{0}") == nil)
    }

    @Test("a path with a line end is not written down")
    func lineEnd() {
        var odd = manifest
        odd.inputs["/a\nb"] = odd.image
        #expect(manifest.canBeWritten && !odd.canBeWritten)
    }
}
