import Glibc
import Host
import Lifecycle
import MayflyTestSupport
import Testing

@Suite struct AcceleratorProbeTests {
    private let scratch = Scratch("probe")
    private let directories: HostDirectories

    init() throws {
        directories = HostDirectories(runtime: scratch("r"), cache: scratch("c"))
        try directories.prepare()
        try scratch.write("kvm", "")
    }

    private func probe(
        device: String = "kvm", accelerator: String? = nil, now: Double = 0,
        clock: any Clock<Duration> = ContinuousClock()
    ) -> AcceleratorProbe {
        AcceleratorProbe(
            directories, device: scratch(device), limit: .seconds(30),
            environment: accelerator.map { ["MAYFLY_ACCELERATOR": $0] } ?? [:], now: { now }, clock: clock)
    }

    /// The verdict on an emulator that does not end by itself, whose time is up once it has done what it does.
    private func verdict(
        onHanging emulator: String, now: Double = 0, once isHanging: () -> Bool
    ) async throws -> AcceleratorProbe.Verdict {
        let clock = ManualClock()
        let probe = probe(now: now, clock: clock)
        let asking = Task { try await probe.verdict(emulator: emulator) { "/kernel" } }
        #expect(try await eventually { isHanging() })
        await clock.waitForSleepers()
        clock.advance(by: .seconds(30))
        return try await asking.value
    }

    /// An emulator that says how often it was started.
    private func emulator(_ script: String) throws -> String {
        // Written by another process: while we had the file open, a child of another test's could have it too, and a
        // program that somebody writes cannot be started.
        try scratch.write("script", "#!/bin/sh\necho started >> \(scratch("starts"))\n" + script)
        let copy = try SpawnRequest("/usr/bin/install", ["-m", "755", scratch("script"), scratch("emulator")]).start()
        var status: Int32 = 0
        waitpid(copy, &status, 0)
        try #require(status == 0)
        return scratch("emulator")
    }

    private var starts: Int { (scratch.text("starts") ?? "").split(separator: "\n").count }

    @Test("a kernel that comes to the end of its boot proves KVM, and QEMU is ended then")
    func proof() async throws {
        let emulator = try emulator("echo 'Kernel panic: Unable to mount root fs on unknown-block'; exec sleep 600")
        let verdict = try await probe().verdict(emulator: emulator) { "/kernel" }
        #expect(verdict.accelerator == .kvm)
    }

    @Test("a kernel that hangs means TCG within the bound, and leaves no QEMU")
    func hangs() async throws {
        let emulator = try emulator("echo 'Booting'; echo $$ > \(scratch("pid")); exec sleep 600")
        let verdict = try await verdict(onHanging: emulator) { scratch.text("pid")?.hasSuffix("\n") ?? false }
        #expect(verdict.accelerator == .tcg)
        #expect(verdict.reason.contains("did not boot within"))
        #expect(verdict.reason.contains("Booting"))
        let pid = try #require(Int32((scratch.text("pid") ?? "").filter(\.isNumber)))
        #expect(ProcessHandle(pid: pid) { $0.contains("600") } == nil)
    }

    @Test("a QEMU that aborts means TCG, with its last words")
    func aborts() async throws {
        let emulator = try emulator("echo 'error: failed to set MSR 0x10a' >&2; kill -ABRT $$")
        let verdict = try await probe().verdict(emulator: emulator) { "/kernel" }
        #expect(verdict.accelerator == .tcg)
        #expect(verdict.reason.contains("failed to set MSR 0x10a"))
    }

    @Test("the verdict is kept for this QEMU, and tried again for another one")
    func cached() async throws {
        let script = "echo 'Unable to mount root fs'"
        let path = try emulator(script)
        let first = try await probe().verdict(emulator: path) { "/kernel" }
        let second = try await probe().verdict(emulator: path) { "/kernel" }
        #expect(first == second)
        #expect(starts == 1)
        _ = try emulator(script + "\n# a new version")
        _ = try await probe().verdict(emulator: path) { "/kernel" }
        #expect(starts == 2)
    }

    @Test("a damaged verdict is found out again")
    func damaged() async throws {
        let path = try emulator("echo 'Unable to mount root fs'")
        _ = try await probe().verdict(emulator: path) { "/kernel" }
        for name in FileSystem.names(in: directories.verdicts) {
            try FileSystem.write(Array("{".utf8), to: directories.verdicts + "/" + name)
        }
        #expect(try await probe().verdict(emulator: path) { "/kernel" }.accelerator == .kvm)
        #expect(starts == 2)
    }

    @Test("a probe whose task is cancelled throws and keeps nothing")
    func cancelled() async throws {
        let path = try emulator("exec sleep 600")
        let task = Task { try await probe().verdict(emulator: path) { "/kernel" } }
        #expect(try await eventually { starts == 1 })
        task.cancel()
        let error = await #expect(throws: HostError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        #expect(FileSystem.names(in: directories.verdicts) == [])
    }

    @Test(
        "a QEMU that was ended by somebody proves nothing: KVM is tried again",
        arguments: ["kill -INT $$", "kill -KILL $$", "echo 'qemu: terminating on signal 2'; exit 0"])
    func interrupted(_ script: String) async throws {
        let path = try emulator(script)
        #expect(try await probe().verdict(emulator: path) { "/kernel" }.accelerator == .tcg)
        #expect(FileSystem.names(in: directories.verdicts) == [])
        _ = try await probe().verdict(emulator: path) { "/kernel" }
        #expect(starts == 2)
    }

    @Test(
        "a QEMU that hung or aborted is tried again after ten minutes, one that gave up by itself is not",
        arguments: [("exec sleep 600", 2), ("kill -ABRT $$", 2), ("exit 1", 1)])
    func expiry(_ script: String, _ tries: Int) async throws {
        let path = try emulator(script)
        func ask(at now: Double, thatStarts count: Int) async throws {
            if script.contains("sleep"), count > starts {
                _ = try await verdict(onHanging: path, now: now) { starts == count }
            } else {
                _ = try await probe(now: now).verdict(emulator: path) { "/kernel" }
            }
            #expect(starts == count)
        }
        try await ask(at: 1000, thatStarts: 1)
        try await ask(at: 1599, thatStarts: 1)
        #expect(FileSystem.exists(probe().file(ofVerdictFor: path)))
        try await ask(at: 1600, thatStarts: tries)
    }

    @Test("MAYFLY_ACCELERATOR knows tcg, auto and nothing else")
    func values() async throws {
        let path = try emulator("echo 'Unable to mount root fs'")
        for value in ["kvm", "TCG", "none"] {
            let error = await #expect(throws: HostError.self) {
                try await probe(accelerator: value).verdict(emulator: path) { "/kernel" }
            }
            #expect(error?.code == .setting)
            #expect(error?.message.contains("\"\(value)\"") == true)
        }
        for value in ["", "auto"] {
            #expect(try await probe(accelerator: value).verdict(emulator: path) { "/kernel" }.accelerator == .kvm)
        }
    }

    @Test("without the device nothing is tried, and the reason says so")
    func noDevice() async throws {
        let path = try emulator("echo 'Unable to mount root fs'")
        let verdict = try await probe(device: "none").verdict(emulator: path) { "/kernel" }
        #expect(verdict.accelerator == .tcg)
        #expect(verdict.reason.contains("has no " + scratch("none")))
        #expect(starts == 0)
    }

    @Test("without a kernel the verdict is TCG for now")
    func noKernel() async throws {
        let path = try emulator("echo 'Unable to mount root fs'")
        #expect(try await probe().verdict(emulator: path) { nil }.accelerator == .tcg)
        #expect(try await probe().verdict(emulator: path) { "/kernel" }.accelerator == .kvm)
    }

    @Test("TCG can be asked for")
    func forced() async throws {
        let path = try emulator("echo 'Unable to mount root fs'")
        let verdict = try await probe(accelerator: "tcg").verdict(emulator: path) { "/kernel" }
        #expect(verdict == AcceleratorProbe.Verdict(accelerator: .tcg, reason: "MAYFLY_ACCELERATOR=tcg"))
        #expect(starts == 0)
    }

    @Test("an emulator that is not there is an error")
    func noEmulator() async throws {
        let missing = scratch("none")
        let error = await #expect(throws: HostError.self) { try await probe().verdict(emulator: missing) { "/kernel" } }
        #expect(error?.code == .spawn)
    }
}
