import CLinux
import Glibc
import Host
import MayflyTestSupport
import Testing

@testable import Images

@Suite struct DirectoryTreeTests {
    private let scratch = Scratch("directory-tree")

    @Test("what is in a directory is in the initramfs as it is, each after its own directory, with two devices")
    func tree() throws {
        try scratch.write("root/init", "#!/bin/sh\n", mode: 0o755)
        try scratch.write("root/etc/deep/file", "text\n")
        try #require(symlink("../init", scratch("root/etc/link")) == 0)
        let tree = try DirectoryTree(scratch("root"))
        #expect(
            tree.entries.map(\.path) == [
                ".", "etc", "etc/deep", "etc/deep/file", "etc/link", "init", "dev", "dev/console", "dev/null",
            ])
        #expect(tree.entries[3].kind == .file(source: scratch("root/etc/deep/file")))
        #expect(tree.entries[4].kind == .symlink(target: "../init"))
        #expect(tree.entries[5].permissions == 0o755)
        #expect(tree.entries[7].kind == .characterDevice(major: 5, minor: 1))
        #expect(
            Set(tree.inputs.keys.map { String($0.dropFirst(scratch("root").count)) }) == [
                "", "/init", "/etc", "/etc/deep", "/etc/deep/file",
            ])
    }

    @Test("a directory without a first program, and one with a pipe in it, are refused with what to do")
    func refusals() throws {
        try scratch.write("empty/file", "")
        let missing = #expect(throws: ImageError.self) { try DirectoryTree(scratch("empty")) }
        #expect(missing?.message.contains("/init") == true)
        try scratch.write("piped/init", "")
        try #require(mkfifo(scratch("piped/pipe"), 0o600) == 0)
        let pipe = #expect(throws: ImageError.self) { try DirectoryTree(scratch("piped")) }
        #expect(pipe?.message.contains("piped/pipe") == true)
        let file = #expect(throws: ImageError.self) { try DirectoryTree(scratch("empty/file")) }
        #expect(file?.message.contains("no directory") == true)
        #expect(throws: ImageError.self) { try DirectoryTree(scratch("nothing")) }
    }
}
