import Machines
import MayflyTestSupport
import Synchronization
import Testing
import Verdicts

@testable import Boots

/// Boots on a fake machine: what is told to whom, and that nothing is left.
@Suite(.timeLimit(.minutes(5))) struct BootRunTests {
    private final class Recorder: Sendable {
        private let state = Mutex((console: "", output: "", notices: [BootNotice]()))

        var console: String { state.withLock { $0.console } }
        var output: String { state.withLock { $0.output } }
        var notices: [BootNotice] { state.withLock { $0.notices } }

        var observer: BootObserver {
            var observer = BootObserver()
            observer.console = { bytes in self.state.withLock { $0.console += String(decoding: bytes, as: UTF8.self) } }
            observer.output = { bytes in self.state.withLock { $0.output += String(decoding: bytes, as: UTF8.self) } }
            observer.notice = { notice in self.state.withLock { $0.notices.append(notice) } }
            return observer
        }
    }

    private let kernel = KernelFiles(image: "/k/bzImage", version: "6.1.0")
    private let recorder = Recorder()

    private func run(
        _ command: [String] = [], on host: FakeHost = FakeHost(), _ change: (inout Boot) -> Void = { _ in }
    ) async throws -> BootResult {
        var boot = Boot(kernel: "/k")
        boot.command = command
        change(&boot)
        let result = try await boot.run(
            on: FakeProvider(on: host), kernel: kernel, observer: recorder.observer,
            limits: ArtifactLimits(time: .milliseconds(50)))
        #expect(host.leftovers(of: result.run) == [])
        return result
    }

    @Test("the console and the command's output come to the byte, and the status is the command's")
    func command() async throws {
        let result = try await run(["sh", "-c", "echo hello; exit 7"])
        #expect(result.end == .commandExited(7))
        #expect(recorder.output == "hello\n")
        #expect(recorder.console == "Linux version 0.0 (nobody@nowhere)\r\nRun /init as init process\r\n")
        #expect(result.artifacts.contains { $0.name == "console.log" })
    }

    @Test("a panic while the command runs ends the boot and is told with its lines")
    func panic() async throws {
        let result = try await run(["sh", "-c", "echo c > /proc/sysrq-trigger; sleep 100000"])
        #expect(result.end == .kernelFailed("panic: sysrq triggered crash"))
        #expect(result.reports.map(\.kind) == ["panic"] && result.reports.first?.fails == true)
        #expect(result.reports.first?.lines.count == 2)
        guard case .verdict(_, fails: true)? = recorder.notices.first else {
            Issue.record("\(recorder.notices)")
            return
        }
    }

    @Test("a guest that never gets up is ended by the boot's own time")
    func timeout() async throws {
        let host = FakeHost { await $0.print("hanging\n") }
        let result = try await run(["true"], on: host) { $0.timeout = .milliseconds(50) }
        guard case .timedOut = result.end else {
            Issue.record("\(result.end)")
            return
        }
    }

    @Test("a line that was expected ends a boot without a command")
    func expectation() async throws {
        let result = try await run { $0.expectations = [.init(.regex("Run /init"))] }
        #expect(result.end == .passed && result.met.count == 1)
    }

    /// What is on its way to the console until somebody waits for it.
    private func late(_ text: String) -> @Sendable (FakeGuest) async -> Void {
        let printing = Mutex<Task<Void, Never>?>(nil)
        return { guest in
            let task = printing.withLock { printing in
                let task = printing ?? Task { await guest.print(text) }
                printing = task
                return task
            }
            await task.value
        }
    }

    @Test("results that the console has when the guest is already up are waited for")
    func lateResults() async throws {
        let host = FakeHost(late: late("KTAP version 1\n1..1\nok 1 late\n"))
        let result = try await run(on: host) {
            $0.readsResults = true
            $0.endsAfterKernelTests = true
        }
        #expect(result.end == .passed && result.documents.count == 1)
    }

    @Test("what the guest printed before the boot's end is read before its machine goes")
    func lateReport() async throws {
        let report = "[    1.000000] BUG: unable to handle page fault for address: 0\n[    1.100000] later\n"
        let result = try await run(on: FakeHost(late: late(report))) { $0.expectations = [.init("Run /init")] }
        #expect(result.reports.map(\.kind) == ["oops"] && result.end.hasPassed == false)
    }

    @Test("a restart is known before the console's last words are read, and they explain it")
    func restart() async throws {
        let begins = Mutex(0)
        let host = FakeHost(
            boot: { guest in
                let count = begins.withLock { count in
                    count += 1
                    return count
                }
                if count == 1 { await guest.reboot(saying: "booting\n") }
            }, late: late("[    1.000000] reboot: Restarting system\n"))
        let result = try await run(on: host)
        #expect(result.end == .passed && result.reports.map(\.kind) == ["restarting"])
    }

    @Test("a command that is not there is an error with the shell's status")
    func missing() async throws {
        let error = await #expect(throws: MachineError.self) { try await run(["no-such-program"]) }
        #expect(error?.guestStatus == 127)
    }

    @Test("what cannot be copied in is an error, and the command has not run")
    func copies() async throws {
        let error = await #expect(throws: MachineError.self) {
            try await run(["true"]) { $0.copies = [BootCopy("/no/such/file", to: "/tmp/x")] }
        }
        #expect(error?.execution == .neverRan)
    }

    @Test("a cancelled boot ends its machine and says that it was cancelled")
    func cancelled() async throws {
        let host = FakeHost()
        let task = Task { try await run(["sleep", "100000"], on: host) }
        #expect(try await eventually { self.recorder.console.contains("Run /init") })
        task.cancel()
        await #expect(throws: (any Error).self) { try await task.value }
        #expect(try await FakeProvider(on: host).machines().isEmpty)
    }
}
