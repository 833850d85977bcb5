import Glibc
import MayflyTestSupport
import Testing

@testable import Host

@Suite struct MachineDisksTests {
    private let scratch = Scratch("disks")
    private let directories: HostDirectories

    init() throws {
        directories = HostDirectories(runtime: scratch("r"), cache: scratch("c"))
        try directories.prepare()
    }

    private func machine() throws -> MachineDirectory {
        try MachineDirectory.make(machine: "tiny", in: directories, identity: .user)
    }

    /// Disks as they lie there after their owner was killed.
    private func abandoned(machine: String) throws -> String {
        let run = Lease.makeRun()
        try scratch.write("c/machines/\(run)/root.qcow2", "overlay")
        symlink(machine, directories.disks(run) + ".owner")
        return run
    }

    @Test func `a machine's disks go with its directory`() throws {
        let machine = try machine()
        let disks = try machine.makeDisks()
        try FileSystem.write([1], to: disks.path + "/root.qcow2")
        try machine.remove()
        #expect(FileSystem.names(in: directories.disks).isEmpty)
    }

    @Test func `disks of a machine that is gone are swept, whoever made them`() throws {
        _ = try abandoned(machine: scratch("r/m/gone"))
        #expect(MachineDisks.sweep(directories).isEmpty)
        #expect(FileSystem.names(in: directories.disks).isEmpty)
    }

    @Test func `disks of a machine that is there are left alone`() throws {
        let machine = try machine()
        let run = try abandoned(machine: machine.path)
        _ = MachineDisks.sweep(directories)
        #expect(FileSystem.exists(directories.disks(run) + "/root.qcow2"))
    }

    @Test func `disks with a living owner are left alone, even when the machine cannot be seen from here`() throws {
        let run = try abandoned(machine: scratch("r/m/elsewhere"))
        let lock = try #require(try FileLock.trying(existing: directories.disks(run)))
        _ = MachineDisks.sweep(directories)
        #expect(FileSystem.exists(directories.disks(run)))
        lock.release()
        _ = MachineDisks.sweep(directories)
        #expect(!FileSystem.exists(directories.disks(run)))
    }

    @Test func `a link without disks, of one killed in between, is swept too`() throws {
        let run = Lease.makeRun()
        try FileSystem.makeDirectory(directories.disks)
        symlink(scratch("r/m/gone"), directories.disks(run) + ".owner")
        _ = MachineDisks.sweep(directories)
        #expect(FileSystem.names(in: directories.disks).isEmpty)
    }

    @Test func `what somebody else put there stays`() throws {
        try FileSystem.makeDirectory(directories.disks)
        symlink(scratch("gone"), directories.disks + "/somebody.owner")
        _ = MachineDisks.sweep(directories)
        #expect(FileSystem.names(in: directories.disks) == ["somebody.owner"])
    }

    @Test func `an image with overlays on it is in use until they go`() throws {
        let machine = try machine()
        let disks = try machine.makeDisks()
        for image in ["base", "other", "base"] { try disks.use(base: "/images/\(image).qcow2") }
        #expect(MachineDisks.basesInUse(in: directories) == ["/images/base.qcow2", "/images/other.qcow2"])
        #expect(MachineDisks.users(in: directories)["/images/other.qcow2"] == [machine.lease.machine])
        try machine.remove()
        #expect(MachineDisks.basesInUse(in: directories).isEmpty)
    }
}
