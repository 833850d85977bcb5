import Host
import MayflyTestSupport
import Testing

@Suite struct SocketDirectoryTests {
    private let scratch = Scratch("sockets")

    @Test func `one that is used stays, one that was let go is swept`() throws {
        let one = try SocketDirectory.make(in: scratch("run"))
        try FileSystem.makeDirectory(scratch("run/sockets-dead"))
        try FileSystem.write([], to: scratch("run/sockets-dead/nbd"))
        try FileSystem.makeDirectory(scratch("run/other"))
        SocketDirectory.sweep(in: scratch("run"))
        #expect(
            FileSystem.names(in: scratch("run")).sorted() == [
                "other", String(one.path.split(separator: "/").last ?? ""),
            ])
        one.remove()
        #expect(FileSystem.names(in: scratch("run")) == ["other"])
    }
}
