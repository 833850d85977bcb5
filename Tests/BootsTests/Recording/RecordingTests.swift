import Fixtures
import Glibc
import Host
import KubeVirt
import Machines
import MayflyTestSupport
import Terminal
import Testing

@testable import Boots
@testable import mayfly

@Suite(.timeLimit(.minutes(5))) struct RecordingTests {
    private let scratch = Scratch("recording")
    private let here = EmulatorIdentity(
        version: "QEMU emulator version 7.2.22", machineType: "pc-q35-7.2", machineTypes: ["q35", "pc-q35-7.2"])

    private func recording() -> Recording {
        var boot = Boot(kernel: "/k")
        boot.command = ["sh", "-c", "exit 3"]
        boot.debugging.recording = "/r"
        let fixture = boot.fixture(of: KernelFiles(image: "/k", version: "6.1.0"))
        return Recording(
            words: ["mayfly", "boot"], emulator: here, architecture: .amd64, kernelVersion: "6.1.0", end: "it passed",
            metadata: fixture.template.metadata ?? ObjectMeta(), spec: fixture.template.spec, digests: [:])
    }

    private func archive(_ recording: Recording) async throws -> RecordingArchive {
        var files: [Recording.Member: String] = [:]
        for member in Recording.Member.needed + [.initrd] {
            files[member] = try scratch.write("in/\(member.rawValue)", "the \(member.rawValue)")
        }
        let archive = RecordingArchive(scratch("a.recording"))
        try await archive.write(recording, files)
        return archive
    }

    @Test("a machine that is recorded repeats, and its init runs the command, for nobody can talk to it")
    func fixture() throws {
        var boot = Boot(kernel: "/k")
        boot.command = ["echo", "it's"]
        boot.debugging.recording = "/r"
        let fixture = boot.fixture(of: KernelFiles(image: "/k", version: "6.1.0"))
        #expect(fixture.admission() == [] && fixture.ready == [])
        let annotations = try Annotations(#require(fixture.template.metadata))
        #expect(annotations.repeatsExactly && annotations.debugging.isRecorded)
        let files = try #require(fixture.image?.source.initramfs).files
        #expect(files.map(\.path) == ["/etc/inittab", "/etc/mayfly-command"])
        guard case .content(let script)? = files.last?.origin else {
            Issue.record("\(files)")
            return
        }
        #expect(script.contains(#"'echo' 'it'\''s'"#))
        // A recipe has its own words for the rest, and the command as well.
        boot.userspace = .recipe(InitramfsSource())
        let other = boot.fixture(of: KernelFiles(image: "/k", version: "6.1.0")).image?.source.initramfs
        #expect(other?.files.map(\.path) == ["/etc/inittab", "/etc/mayfly-command"])
    }

    @Test("the files that the guest had as memory need not be there again: each is something empty of its size")
    func memory() throws {
        let file = try scratch.write("memory", [UInt8](repeating: 1, count: 5000))
        var boot = Boot(kernel: "/k")
        boot.command = ["true"]
        boot.devices = [.pmem(.image(file)), .pmem(.empty(.mebibytes(64)))]
        boot.debugging.recording = "/r"
        let fixture = boot.fixture(of: KernelFiles(image: "/k", version: "6.1.0"))
        let names = try Annotations(#require(fixture.template.metadata)).persistentMemory
        #expect(names == ["disk0", "disk1"])
        // A root is before them.
        var spec = fixture.template.spec
        spec.volumes?.insert(.init(hostDisk: .init(path: file, type: "Disk"), name: Boot.rootVolume), at: 0)
        let recorded = spec.withEmptyFiles(of: [Boot.rootVolume] + names)
        #expect(recorded.volumes?.map(\.name) == [Boot.rootVolume, "disk0", "disk1"])
        let size = Quantity.mebibytes(2)
        #expect(recorded.volumes?.map { $0.emptyDisk?.capacity } == [size, size, .mebibytes(64)])
        #expect(recorded.volumes?.allSatisfy { $0.hostDisk == nil } == true)
        #expect(recorded.domain == spec.domain)
        // What is no memory stays what it is.
        #expect(spec.withEmptyFiles(of: []) == spec)
    }

    @Test("the command's status is read from its own line, in whatever pieces that comes")
    func status() {
        var command = RecordedCommand(["true"])
        #expect(command.feed(Array("hello\r\nmayfly: the command en".utf8)) == nil)
        #expect(command.feed(Array("ded with 4".utf8)) == nil)
        #expect(command.feed(Array("2\r\n".utf8)) == 42)
        #expect(command.feed(Array("echo mayfly: the command ended with 1\n".utf8)) == nil)
    }

    @Test("what QEMU says of itself tells what a machine's type stands for")
    func identity() {
        let machines = """
            Supported machines are:
            pc                   Standard PC (i440FX + PIIX, 1996) (alias of pc-i440fx-7.2)
            q35                  Standard PC (Q35 + ICH9, 2009) (alias of pc-q35-7.2)
            pc-q35-7.2           Standard PC (Q35 + ICH9, 2009)
            """
        let identity = EmulatorIdentity(
            versionText: "QEMU emulator version 7.2.22\nCopyright\n", machinesText: machines, type: "q35")
        #expect(identity.version == "QEMU emulator version 7.2.22" && identity.machineType == "pc-q35-7.2")
        #expect(identity.machineTypes.contains("q35"))
        let plain = EmulatorIdentity(versionText: "", machinesText: machines, type: "pc-q35-7.2")
        #expect(plain.machineType == "pc-q35-7.2")
    }

    @Test("a machine's type is what says so, and else its architecture's")
    func type() {
        var (metadata, spec) = (ObjectMeta(), recording().spec)
        spec.domain.machine = nil
        #expect(Recording.machineType(metadata, spec, of: .arm64) == "virt")
        #expect(Recording.machineType(metadata, spec, of: .i386) == "q35")
        spec.domain.machine = .init(type: "virt-7.1")
        #expect(Recording.machineType(metadata, spec, of: .arm64) == "virt-7.1")
        metadata.annotations = ["mayfly.dev/machine": "virt-6.0"]
        #expect(Recording.machineType(metadata, spec, of: .arm64) == "virt-6.0")
    }

    @Test("what a guest may know of its machine's name is the same when it runs again")
    func name() {
        var recording = recording()
        recording.metadata.name = "boot"
        let fixture = Replay(recording, in: "/d").fixture
        #expect(fixture.name == "boot" && fixture.template.metadata?.name == nil)
    }

    @Test("a recording made elsewhere says everything that does not match")
    func mismatches() {
        #expect(recording().mismatches(with: here) == [])
        var other = here
        other.version = "QEMU emulator version 9.0"
        other.machineType = "pc-q35-9.0"
        let found = recording().mismatches(with: other)
        #expect(found.count == 2 && found[0].contains("‘QEMU emulator version 9.0’"))
        #expect(found.last?.contains("the same name means pc-q35-9.0 here") == true)
        other.machineTypes = ["q35", "pc-q35-9.0"]
        #expect(recording().mismatches(with: other).last?.contains("does not know") == true)
    }

    @Test("an archive comes back as it was written, and its machine is the recorded one")
    func archive() async throws {
        let archive = try await archive(recording())
        let read = try await archive.description()
        #expect(read.words == ["mayfly", "boot"] && read.spec == recording().spec)
        let place = try await archive.unpacked(in: scratch("cache"))
        #expect(try await archive.unpacked(in: scratch("cache")) == place)
        var replay = Replay(read, in: place)
        replay.stop = .instruction(5)
        let annotations = try Annotations(#require(replay.fixture.template.metadata))
        #expect(annotations.kernel == place + "/kernel" && annotations.initrd == place + "/initrd")
        #expect(annotations.debugging == Debugging(debugger: .wait, replay: place))
        #expect(replay.fixture.admission() == [])
    }

    @Test("what is no recording, or a damaged one, is refused with what is wrong")
    func damaged() async throws {
        let text = try scratch.write("text", "hello\n")
        let error = await #expect(throws: MachineError.self) { try await RecordingArchive(text).description() }
        #expect(error?.message.contains("is no recording") == true)
        var other = recording()
        other.format = 99
        let archive = try await archive(other)
        let wrong = await #expect(throws: MachineError.self) { try await archive.description() }
        #expect(wrong?.description.contains("has the form 99") == true)
        // The description says of every file what it was.
        let lacking = RecordingArchive(scratch("b.recording"))
        try await lacking.write(recording(), [.events: try scratch.write("e", "e")])
        let missing = await #expect(throws: MachineError.self) {
            try await lacking.unpacked(in: self.scratch("cache"))
        }
        #expect(missing?.description.contains("says nothing of its state.qcow2") == true, "\(missing as Any)")
    }

    @Test("what cannot be a recording is told in its own words, and nobody waits for who writes to a pipe")
    func none() async throws {
        try #require(mkfifo(scratch("pipe"), 0o600) == 0)
        for (path, part) in [
            (scratch("no"), "there is no recording at"), (scratch.path, "is a directory"),
            (scratch("pipe"), "is a pipe"),
        ] {
            let error = await #expect(throws: MachineError.self) { try await RecordingArchive(path).description() }
            #expect(error?.message.contains(part) == true, "\(error as Any)")
        }
    }

    @Test("of a recording that cannot be unpacked nothing is left in the cache")
    func halfUnpacked() async throws {
        let lacking = RecordingArchive(scratch("b.recording"))
        try await lacking.write(recording(), [.events: try scratch.write("e", "e")])
        await #expect(throws: MachineError.self) { try await lacking.unpacked(in: self.scratch("cache")) }
        #expect(FileSystem.names(in: scratch("cache/recordings")) == ["lock"])
    }

    @Test("a place that the recording never comes to is told without running it: QEMU would stand still behind its end")
    func neverStops() throws {
        var recording = recording()
        let console = Array("one\r\ntwo\r\n".utf8)
        func never(_ stop: Replay.Stop?) throws -> Bool {
            var replay = Replay(recording, in: "/r")
            replay.stop = stop
            return try replay.neverStops(console)
        }
        #expect(try !never(nil))
        #expect(try !never(.line(.regex("^two$"))))
        #expect(try never(.line(.regex("three"))))
        // One that was made by an earlier version, or whose guest went off by itself.
        #expect(try !never(.instruction(1_000_000)))
        recording.instructions = 1000
        #expect(try !never(.instruction(1000)))
        #expect(try never(.instruction(1001)))
        #expect(ReplaySummary(recording, .passedBy).exitStatus == 1)
        #expect(ReplaySummary(recording, .passedBy).reason.contains("last instruction is 1000"))
    }

    @Test("a boot that cannot be recorded is refused with the reason")
    func refused() throws {
        for (change, part) in [
            ({ $0.cpus = 2 }, "--cpus"), ({ $0.machineType = "pc" }, "--machine pc"),
            ({ $0.architecture = .ppc64le }, "not with one of ppc64le"),
            ({ $0.debugging.debugger = .wait }, "mayfly replay"),
            ({ $0.debugging.network = .isolated }, "--network"),
            ({ $0.copies = [BootCopy("/a", to: "/b")] }, "--copy-in"),
            ({ ($0.root, $0.rootWay) = ("/d", .ninep) }, "--root-by 9p"),
        ] as [((inout Boot) -> Void, String)] {
            var boot = Boot(kernel: "/k")
            boot.command = ["true"]
            boot.debugging.recording = "/r"
            #expect((try? BootCourse(boot)) != nil)
            change(&boot)
            let error = #expect(throws: MachineError.self) { try BootCourse(boot) }
            #expect(error?.message.contains(part) == true, "\(error as Any)")
        }
        var failing = Boot(kernel: "/k")
        failing.debugging.recording = "/dir"
        #expect(failing.run(numbered: 3).debugging.recording == "/dir/3.recording")
    }
}
