import CLinux
import Glibc
import Host
import MayflyTestSupport
import Testing

@testable import Images

@Suite struct ApplianceSocketsTests {
    private let scratch = Scratch("sockets")

    /// A directory with a file of this kind in it, last changed that many seconds ago.
    private func directory(_ name: String, _ kind: mode_t, age: Int) throws {
        try FileSystem.makeDirectory(scratch(name))
        #expect(mknod(scratch(name) + "/guestfsd.sock", kind | 0o600, 0) == 0)
        let then = timespec(tv_sec: time(nil) - age, tv_nsec: 0)
        utimensat(AT_FDCWD, scratch(name), [then, then], 0)
    }

    @Test func `only old sockets that nobody has open go`() throws {
        try directory("libguestfsDEAD01", S_IFSOCK, age: 100)
        try directory("libguestfsLIVE01", S_IFSOCK, age: 100)
        try directory("libguestfsNEW001", S_IFSOCK, age: 0)
        try directory("libguestfsDISK01", S_IFREG, age: 100)
        try directory("somebody", S_IFSOCK, age: 100)
        ApplianceSockets.sweep(
            in: scratch.path, sockets: "0000: 00000003 0 0 0001 03 42 \(scratch("libguestfsLIVE01"))/guestfsd.sock\n")
        #expect(
            FileSystem.names(in: scratch.path).sorted() == [
                "libguestfsDISK01", "libguestfsLIVE01", "libguestfsNEW001", "somebody",
            ])
    }
}
