import CLinux
import Glibc
import Host
import MayflyTestSupport
import Testing

@testable import Images

@Suite struct SaltTests {
    private let scratch = Scratch("salt")
    private var store: DiskStore { DiskStore(directory: scratch("disks"), builder: NoBuilder()) }

    @Test func `it is made once, and the same for all`() async throws {
        let salts = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 { group.addTask { [store] in try store.salt() } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(salts.count == 1 && salts.first?.count == 32)
        #expect(FileSystem.names(in: scratch("disks")) == ["salt"])
        #expect(FileSystem.status(scratch("disks/salt")).map { $0.st_mode & 0o777 } == 0o600)
    }

    @Test func `one that is cut off is an error, not replaced: what rests on the old one would be lost in silence`()
        throws
    {
        try scratch.write("disks/salt", [UInt8](repeating: 7, count: 31))
        let error = #expect(throws: ImageError.self) { try store.salt() }
        #expect(error?.code == .store)
        #expect(try FileSystem.read(scratch("disks/salt")).count == 31)
    }

    @Test func `in a directory that others may write there is none`() throws {
        try FileSystem.makeDirectory(scratch("disks"))
        chmod(scratch("disks"), 0o777)
        let error = #expect(throws: ImageError.self) { try store.salt() }
        #expect(error?.code == .store)
        #expect(FileSystem.names(in: scratch("disks")) == [])
    }
}
