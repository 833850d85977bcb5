import Host
import MayflyTestSupport
import Testing

@testable import Boots

@Suite struct KernelTreeModulesTests {
    private let scratch = Scratch("tree-modules")

    @Test("lines of old and new kernels mean the same module, and none leads out of the tree")
    func lines() {
        #expect(KernelTreeModules.path("kernel/fs/a.ko") == "fs/a.ko")
        #expect(KernelTreeModules.path("fs/a.ko") == "fs/a.ko")
        #expect(KernelTreeModules.path("fs/a.o") == "fs/a.ko")
        for line in ["../a.ko", "/etc/a.ko", "fs/a.c", "kernel/../../a.ko", ""] {
            #expect(KernelTreeModules.path(line) == nil, "\(line)")
        }
    }

    @Test("modules lie in a directory of links as they would be installed, under another key when one is built again")
    func layout() throws {
        let module = try scratch.write("tree/fs/a.ko", "module")
        try scratch.write("tree/modules.order", "fs/a.o\nfs/never-built.o\n")
        try scratch.write("tree/modules.builtin", "kernel/b.ko\n")
        let modules = try #require(KernelTreeModules(scratch("tree"), version: "6.9"))
        try modules.layOut(in: scratch("place"))
        #expect(FileSystem.linkTarget(scratch("place/lib/modules/6.9/kernel/fs/a.ko")) == module)
        #expect(scratch.text("place/lib/modules/6.9/modules.order") == "kernel/fs/a.ko\n")
        #expect(scratch.text("place/lib/modules/6.9/modules.builtin") == "kernel/b.ko\n")
        let key = modules.key
        try scratch.write("tree/fs/a.ko", "another module")
        #expect(KernelTreeModules(scratch("tree"), version: "6.9")?.key != key)
    }

    @Test("a tree in which nothing was built as a module has none")
    func none() throws {
        #expect(KernelTreeModules(scratch("nothing"), version: "6.9") == nil)
        try scratch.write("tree/modules.order", "")
        #expect(KernelTreeModules(scratch("tree"), version: "6.9") == nil)
    }
}
