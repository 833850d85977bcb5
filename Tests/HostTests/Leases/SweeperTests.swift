import Glibc
import Host
import MayflyTestSupport
import Testing

@Suite struct SweeperTests {
    private let scratch = Scratch("sweep")
    private let directories: HostDirectories
    private let layout: DaemonLayout
    private let sweeper: Sweeper

    init() throws {
        directories = HostDirectories(runtime: scratch("r"), cache: scratch("c"))
        try directories.prepare()
        layout = DaemonLayout(directories, identity: .user)
        sweeper = Sweeper(directories, layout: layout, boot: "this boot")
    }

    /// A process that looks like the QEMU of a machine and does nothing.
    private func emulator(_ domain: String, program: String = "qemu-system-fake", in place: String? = nil) throws
        -> OtherProcess
    {
        symlink("/bin/sh", scratch(program))
        let process = try OtherProcess(running: [
            scratch(program), "-c", "kill -STOP $$", "-name", "guest=\(domain),debug-threads=on",
            "socket,path=\(place ?? layout.root)/monitor.sock",
        ])
        // A process that is just being started is let go by its parent a moment before it shows its command line.
        while ProcessTable.commandLine(of: process.process.pid).isEmpty && process.process.isAlive { sched_yield() }
        return process
    }

    /// A machine whose owner is dead, as it lies there.
    private func abandoned(expiry: Double? = nil, boot: String = "this boot") throws -> Lease {
        var lease = Lease(machine: "tiny", pid: 1, startTime: 1, boot: boot)
        lease.expiry = expiry
        try scratch.write("r/m/\(lease.run)/console.log", "it was")
        try lease.save(to: directories.machine(lease.run))
        return lease
    }

    private func runs(_ lease: Lease, as process: OtherProcess) throws {
        try FileSystem.makeDirectory(scratch("r/libvirt/run/libvirt/qemu/run"))
        try FileSystem.write(Array("\(process.process.pid)".utf8), to: layout.pidFile(of: lease.domain))
    }

    private func sweep(thorough: Bool = false, now: Double = 0) async -> Sweeper.Report {
        await sweeper.sweep(thorough: thorough, now: now)
    }

    @Test("nothing left means nothing done")
    func nothing() async {
        #expect(await sweep(thorough: true).isEmpty)
    }

    @Test("a dead owner's machine goes, with its process and its files")
    func deadOwner() async throws {
        let lease = try abandoned()
        let process = try emulator(lease.domain)
        let report = await sweep()
        #expect(report.machines == [lease.run])
        #expect(report.processes == [process.process.pid])
        #expect(!process.process.isAlive)
        #expect(FileSystem.names(in: directories.machines) == [])
        _ = await process.end()
    }

    @Test("a living owner's machine stays, even for a thorough sweep")
    func livingOwner() async throws {
        let directory = try MachineDirectory.make(machine: "tiny", in: directories, identity: .user)
        let process = try emulator(directory.lease.domain)
        #expect(await sweep(thorough: true).isEmpty)
        #expect(process.process.isAlive)
        #expect(Lease.load(from: directory.path) != nil)
        await process.kill()
    }

    @Test("a kept machine stays until its time is up")
    func kept() async throws {
        let lease = try abandoned(expiry: 100)
        let process = try emulator(lease.domain)
        try runs(lease, as: process)
        #expect(await sweep(thorough: true, now: 99).isEmpty)
        #expect(process.process.isAlive)
        #expect(await sweep(now: 100).machines == [lease.run])
        #expect(!process.process.isAlive)
        _ = await process.end()
    }

    @Test("a kept machine that has gone off, or is of an earlier boot, goes")
    func keptAndGone() async throws {
        let off = try abandoned(expiry: 100)
        let earlier = try abandoned(expiry: 100, boot: "an earlier boot")
        let report = await sweep(now: 1)
        #expect(Set(report.machines) == [off.run, earlier.run])
    }

    @Test("the number of a dead QEMU that another process has by now keeps nothing and harms nobody")
    func reusedNumber() async throws {
        let lease = try abandoned(expiry: 100)
        let other = try OtherProcess(running: [try #require(FileSystem.program("sleep")), "600"])
        try runs(lease, as: other)
        #expect(await sweep(thorough: true, now: 1).machines == [lease.run])
        #expect(other.process.isAlive)
        await other.kill()
    }

    @Test("processes that only look alike are left alone")
    func lookalikes() async throws {
        let lease = try abandoned()
        let run = Lease.makeRun()
        let others = [
            try emulator("debian"), try emulator("mayfly-mine"),
            try emulator("mayfly-\(run)-tiny", in: "/run/elsewhere"),
            try emulator(lease.domain, program: "not-an-emulator"),
        ]
        #expect(await sweep(thorough: true).processes == [])
        for other in others {
            #expect(other.process.isAlive)
            await other.kill()
        }
    }

    @Test("a stray of ours that has no directory is ended: by its file, or by a thorough sweep")
    func strays() async throws {
        let lease = Lease(machine: "tiny", pid: 1, startTime: 1, boot: "this boot")
        let known = try emulator(lease.domain)
        try runs(lease, as: known)
        let unknown = try emulator(Lease(machine: "tiny", pid: 1, startTime: 1, boot: "this boot").domain)
        #expect(await sweep().processes == [known.process.pid])
        #expect(unknown.process.isAlive)
        #expect(await sweep(thorough: true).processes == [unknown.process.pid])
        _ = (await known.end(), await unknown.end())
    }

    @Test("what libvirt kept of a machine without a directory goes, and that of others stays")
    func remains() async throws {
        let dead = Lease(machine: "tiny", pid: 1, startTime: 1, boot: "this boot")
        let living = try MachineDirectory.make(machine: "tiny", in: directories, identity: .user)
        let places = { (domain: String) in
            [
                "run/libvirt/qemu/run/\(domain).xml", "run/libvirt/qemu/run/\(domain).xml.new",
                "cache/libvirt/qemu/log/\(domain).log",
                "config/libvirt/qemu/lib/domain-7-\(domain.prefix(20))/monitor.sock",
                "config/libvirt/qemu/channel/target/domain-7-\(domain.prefix(20))/x",
            ]
        }
        for name in places(dead.domain) + places(living.lease.domain) + places("debian") {
            try scratch.write("r/libvirt/" + name, "")
        }
        #expect(await sweep().failures == [])
        for name in places(dead.domain) { #expect(!FileSystem.exists(scratch("r/libvirt/" + name)), "\(name)") }
        for name in places(living.lease.domain) + places("debian") {
            #expect(FileSystem.exists(scratch("r/libvirt/" + name)), "\(name)")
        }
    }

    @Test("a directory without a lease, or a file in its place, goes without a word")
    func halfMade() async throws {
        mkdir(directories.machine(Lease.makeRun()), 0o700)
        try scratch.write("r/m/\(Lease.makeRun())", "")
        #expect(await sweep().isEmpty)
        #expect(FileSystem.names(in: directories.machines) == [])
    }

    @Test("what is no run's and no file of ours stays, whatever it looks like")
    func othersFiles() async throws {
        let others = [
            "r/m/thesis/chapter-1", "r/m/notes", "r/notes.new-abc", "r/version.new-not ours", "r/version.new-",
            "c/photos.new-2024", "c/verdicts/mine.new-abc", "c/verdicts/kvm.txt.new-abc",
        ]
        for name in others { try scratch.write(name, "precious") }
        #expect(await sweep(thorough: true).isEmpty)
        for name in others { #expect(scratch.text(name) == "precious", "\(name)") }
    }

    @Test("files of writers that died go, those of living writers stay")
    func unfinished() async throws {
        try scratch.write("r/version.new-abc", "")
        try scratch.write("c/verdicts/kvm-boot.json.new-def", "")
        try scratch.write("r/libvirt/config/libvirt/qemu.conf.new-1g4mz", "")
        try scratch.write("c/verdicts/kvm-boot.json", "")
        let writing = try scratch.write("c/version.new-ghi", "")
        // A child that another test starts may hold it for a moment, until it runs its program.
        let lock = try await FileLock.waiting(for: writing)
        _ = await sweep()
        #expect(!FileSystem.exists(scratch("r/version.new-abc")))
        #expect(!FileSystem.exists(scratch("r/libvirt/config/libvirt/qemu.conf.new-1g4mz")))
        #expect(FileSystem.names(in: directories.verdicts) == ["kvm-boot.json"])
        #expect(FileSystem.exists(writing))
        lock.release()
    }

    @Test("a symlink in a machine's directory is removed, not followed")
    func symlinks() async throws {
        try scratch.write("precious/file", "kept")
        let lease = try abandoned()
        symlink(scratch("precious"), directories.machine(lease.run) + "/link")
        symlink(scratch("precious"), directories.machine(Lease.makeRun()))
        _ = await sweep(thorough: true)
        #expect(scratch.text("precious/file") == "kept")
    }
}
