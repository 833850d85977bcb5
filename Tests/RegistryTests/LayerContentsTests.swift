import Testing

@testable import Registry

@Suite struct LayerContentsTests {
    private func meaning(_ path: String, wanted: String? = nil) throws -> LayerContents.Meaning {
        var contents = LayerContents(path: wanted)
        var layer: [String] = []
        return try contents.read(path, from: &layer)
    }

    @Test(arguments: ["disk/a.qcow2", "./disk/a.qcow2", "/disk/a.qcow2", "disk//./a.qcow2"])
    func `a file in disk is one`(path: String) throws {
        #expect(try meaning(path) == .disk(name: "a.qcow2"))
    }

    @Test(arguments: ["disk", "disk/", "etc/a.qcow2", "disk/b/a.qcow2", "xdisk/a", ".", "/"])
    func `what lies elsewhere is none`(path: String) throws {
        #expect(try meaning(path) == .other)
    }

    @Test(arguments: ["../a", "disk/../../a", "disk/..", "/.."])
    func `a name that leads out is refused`(path: String) {
        #expect(throws: LayerContents.Escape.self) { try meaning(path) }
    }

    @Test func `a path names one file`() throws {
        #expect(try meaning("images/b", wanted: "/images/b") == .disk(name: "b"))
        #expect(try meaning("images/c", wanted: "/images/b") == .other)
        #expect(try meaning("disk/b", wanted: "/images/b") == .other)
    }

    @Test(arguments: [".wh.disk", "disk/.wh..wh..opq", ".wh..wh..opq"])
    func `a removed directory hides all below`(whiteout: String) throws {
        var contents = LayerContents(path: nil)
        var layer: [String] = []
        #expect(try contents.read(whiteout, from: &layer) == .other)
        // In its own layer it hides nothing.
        #expect(try contents.read("disk/a", from: &layer) == .disk(name: "a"))
        #expect(!contents.isSealed)
        contents.endLayer(layer)
        #expect(contents.isSealed)
    }

    @Test func `a removed file is not the disk of a layer below`() throws {
        var contents = LayerContents(path: nil)
        var layer: [String] = []
        _ = try contents.read("disk/.wh.a", from: &layer)
        contents.endLayer(layer)
        #expect(!contents.isSealed)
        #expect(try contents.read("disk/a", from: &layer) == .other)
        #expect(try contents.read("disk/b", from: &layer) == .disk(name: "b"))
    }
}
