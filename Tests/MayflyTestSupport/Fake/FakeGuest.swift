import FoundationEssentials
package import Machines
import Synchronization

/// A guest that is none: files in a dictionary, programs as closures, a console that the test writes.
package final class FakeGuest: Sendable {
    /// A way in besides the helper.
    package enum Way: Sendable { case agent, ssh }

    private struct State {
        var boot = FakeBoot()
        var programs: [String: FakeProgram]
        /// Open while the processors run.
        var runs = Latch<Void>()
    }

    package let console: Console
    /// Set once the guest has powered itself down.
    let poweredOff = Latch<Void>()
    private let state: Mutex<State>
    private let rebooted: @Sendable () async -> Void
    /// Gets what it prints before its console does.
    private let serial: @Sendable ([UInt8]) -> Void

    init(
        console: Console, programs: [String: FakeProgram], serial: @escaping @Sendable ([UInt8]) -> Void = { _ in },
        rebooted: @escaping @Sendable () async -> Void
    ) {
        self.console = console
        self.serial = serial
        self.rebooted = rebooted
        state = Mutex(State(programs: Self.programs.merging(programs) { _, new in new }))
        state.withLock { $0.runs.open() }
    }

    package var files: FakeFiles {
        get { state.withLock { $0.boot.files } }
        set { state.withLock { $0.boot.files = newValue } }
    }

    var bootIdentifier: String { state.withLock { $0.boot.identifier } }
    var commandLines: [String] { state.withLock { $0.boot.groups.values.flatMap(\.commandLines) } }

    // MARK: what a test makes it do

    /// Shows a text on the console.
    package func print(_ text: String) async { await show(Array(text.utf8)) }

    private func show(_ bytes: [UInt8]) async {
        serial(bytes)
        await console.feed(bytes)
    }

    /// The helper answers from now on.
    package func answer() { state.withLock { $0.boot.answers }.open() }

    /// The agent or the SSH server answers from now on.
    package func answer(by way: Way) { state.withLock { $0.boot.ways[way] }?.open() }

    /// Something listens on a port of the guest's loopback: it gets what a client sends and returns what to send back;
    /// nil ends the connection.
    package func listen(on port: UInt16, _ server: @escaping FakeServer) {
        state.withLock { $0.boot.ports[port] = server }
    }

    /// Writes a file.
    package func put(_ text: String = "", at path: String) { write(Array(text.utf8), to: path, append: false) }

    /// The session with the guest ends, and the guest goes on: another one can be had.
    package func dropSessions() {
        let boot = state.withLock { state in
            let old = state.boot
            state.boot.gone = Latch()
            return old
        }
        let error = MachineError(.channelLost, "the helper was restarted")
        boot.gone.set(error)
        for group in boot.groups.values { group.lose(error) }
    }

    /// The kernel panics: it says so, and nothing goes on.
    package func panic(_ reason: String = "sysrq triggered crash") async {
        let groups = state.withLock { state in
            state.boot.hangs = true
            return state.boot.groups.values
        }
        for group in groups { group.freeze() }
        await print("Kernel panic - not syncing: \(reason)\n---[ end Kernel panic - not syncing: \(reason) ]---\n")
    }

    /// The guest turns itself off.
    package func powerOff() async {
        await print("reboot: Power down\n")
        poweredOff.open()
    }

    /// The guest says so and starts again: nothing of what ran or was written is left.
    package func reboot(saying words: String = "reboot: Restarting system\n") async {
        await print(words)
        restart()
        await rebooted()
    }

    // MARK: what its machine does to it

    func restart() {
        lose(MachineError(.channelLost, "the guest was restarted"))
        state.withLock { $0.boot = FakeBoot() }
    }

    /// Everything as it is now, for a fork or a way back.
    func frozen() -> FakeBoot { state.withLock { $0.boot.copy() } }

    /// Goes on from what was frozen; what it was doing is over.
    func restore(_ boot: FakeBoot, because reason: String) {
        lose(MachineError(.channelLost, reason))
        state.withLock { $0.boot = boot.copy() }
    }

    func lose(_ error: MachineError) {
        let boot = state.withLock { $0.boot }
        boot.gone.set(error)
        for group in boot.groups.values { group.lose(error) }
    }

    func setRunning(_ runs: Bool) {
        state.withLock { state in
            if runs { state.runs.open() } else { state.runs = Latch() }
        }
    }

    /// Waits until the helper answers; fails once this boot is over.
    func session() async throws -> FakeChannel {
        let (answers, gone) = state.withLock { ($0.boot.answers, $0.boot.gone) }
        try await either(answers, gone)
        return FakeChannel(guest: self, gone: gone)
    }

    func wait(for way: Way) async throws {
        let (answers, gone) = state.withLock { ($0.boot.ways[way], $0.boot.gone) }
        if let answers { try await either(answers, gone) }
    }

    func server(on port: UInt16) -> FakeServer? { state.withLock { $0.boot.ports[port] } }

    // MARK: commands

    func start(_ command: Command, gone: Latch<MachineError>) async throws(MachineError) -> FakeGroup {
        do {
            try await either(state.withLock { $0.runs }, gone)
            // A guest that hangs takes the request and never answers.
            if state.withLock({ $0.boot.hangs }) { throw try await gone.wait().mayHaveRun }
        } catch {
            throw MachineError.wrapping(error, .channelLost, "the guest went away")
        }
        let group = FakeGroup()
        let call = try invocation(of: command, in: group)
        let program = try lookUp(command.executable)
        state.withLock { $0.boot.groups[ObjectIdentifier(group)] = group }
        // It may have gone since it was asked, and lost the groups that there were.
        if let error = gone.known {
            group.lose(error)
            throw MachineError.wrapping(error, .channelLost, "the guest went away")
        }
        if !command.input { group.input.end() }
        group.start(call) { try await program(call) }
        return group
    }

    /// Runs a program for another one, as a shell does.
    func execute(_ call: FakeInvocation) async throws -> Int32 {
        do throws(MachineError) {
            let program = try lookUp(call.arguments[0])
            return try await run(program, call)
        } catch {
            await call.error(Array("sh: \(call.arguments[0]): not found\n".utf8))
            return error.guestStatus ?? 127
        }
    }

    private func run(_ program: FakeProgram, _ call: FakeInvocation) async throws(MachineError) -> Int32 {
        do { return try await program(call) } catch {
            throw .wrapping(error, .internalFault, "a program of the fake guest failed")
        }
    }

    private func lookUp(_ name: String) throws(MachineError) -> FakeProgram {
        let plain = name.split(separator: "/").last.map(String.init) ?? name
        let isPlace = !name.contains("/") || name.hasPrefix("/bin/") || name.hasPrefix("/sbin/")
        if isPlace, let program = state.withLock({ $0.programs[plain] }) { return program }
        if name.contains("/"), files[name] != nil {
            throw MachineError(
                .commandNotStarted, "the guest cannot execute \(name): Permission denied", guestStatus: 126)
        }
        throw MachineError(.commandNotStarted, "there is no program \(name) in the guest", guestStatus: 127)
    }

    private func invocation(of command: Command, in group: FakeGroup) throws(MachineError) -> FakeInvocation {
        let users: [String: UInt32] = ["root": 0, "nobody": 65534]
        let name = command.user ?? "root"
        guard let user = users[name] ?? UInt32(name) else {
            throw MachineError(.commandNotStarted, "there is no user \(name) in the guest")
        }
        let directory = command.workingDirectory ?? "/root"
        guard files.isDirectory(directory) else {
            throw MachineError(
                .commandNotStarted,
                "the guest cannot enter the working directory \(directory): No such file or directory")
        }
        return FakeInvocation(
            guest: self, group: group, arguments: [command.executable] + command.arguments,
            environment: command.environment, directory: directory, user: user, input: group.input,
            output: { group.output.write($0) }, error: { group.error.write($0) })
    }

    // MARK: files

    func write(_ bytes: [UInt8], to path: String, append: Bool) {
        state.withLock { state in
            var content = bytes
            if append, case .file(let old)? = state.boot.files[path]?.content { content = old + bytes }
            state.boot.files[path] = FakeFiles.Entry(
                content: .file(content), mode: 0o644, time: Int64(Date().timeIntervalSince1970) * 1_000_000_000)
        }
    }

    /// Writes to a file, or to what a kernel would have there.
    func write(_ bytes: [UInt8], toDevice path: String) async {
        switch path {
        case "/dev/null": return
        case "/dev/console", "/dev/ttyS0": await show(bytes)
        case "/proc/sysrq-trigger": if bytes.first == UInt8(ascii: "c") { await panic() }
        default: write(bytes, to: path, append: true)
        }
    }
}

/// Returns when the first is open; throws what the second holds when that comes first.
private func either(_ opened: Latch<Void>, _ gone: Latch<MachineError>) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await opened.wait() }
        group.addTask { throw try await gone.wait() }
        defer { group.cancelAll() }
        try await group.next()
    }
    // What has been open before is of no use in a guest that is gone.
    if let error = gone.known { throw error }
}
