public import Fixtures
public import KubeVirt
public import Lifecycle

/// A disposable virtual machine.
public struct Machine: Sendable, Identifiable {
    package let driver: any MachineDriver
    private let way: GuestChannelKind?
    /// Where the commands that are run by this value are written down.
    package let log: CommandLog?

    package init(driver: any MachineDriver) {
        self.init(driver: driver, way: nil, log: nil)
    }

    private init(driver: any MachineDriver, way: GuestChannelKind?, log: CommandLog?) {
        self.driver = driver
        self.way = way
        self.log = log
    }

    /// The same machine, whose commands and copies go this way and no other.
    public func through(_ kind: GuestChannelKind) -> Machine { Machine(driver: driver, way: kind, log: log) }

    /// The same machine, whose commands are written down, with what they write; ``artifacts(limits:)`` tells them.
    public func recording(in log: CommandLog) -> Machine { Machine(driver: driver, way: way, log: log) }
    /// The way by which the guest was reached last; nil before it was.
    public var reached: GuestChannelKind? { get async { await driver.reached } }

    /// Unique for ever.
    public var id: String { driver.run }
    /// What the machine is called; several may have the same name.
    public var name: String { driver.name }
    /// The machine's description, with defaults filled in and bound to where it runs.
    public var vmi: VirtualMachineInstance { driver.vmi }
    /// What runs the guest's instructions.
    public var accelerator: Accelerator { driver.accelerator }
    /// Everything the guest prints, and waits for what is still to come.
    public var console: Console { driver.console }
    /// Where its time went so far.
    public var timeline: Timeline { driver.timeline }
    /// Where the machine is in its life.
    public var state: MachineState { get async { await driver.state } }
    /// What has happened to the machine and what will, until it is gone.
    public var events: AsyncStream<MachineEvent> { driver.events }

    /// The machine's states, from the first on.
    public var states: AsyncStream<MachineState> {
        AsyncStream { continuation in
            let task = Task {
                for await event in events {
                    if case .state(let state) = event.kind { continuation.yield(state) }
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    /// Starts the machine; returns when its processors run, which is before it is ready.
    public func start() async throws(MachineError) { try await driver.start() }
    /// Returns when every readiness condition of the fixture holds; throws as soon as one cannot hold any more.
    public func waitUntilReady() async throws(MachineError) { try await driver.waitUntilReady() }
    /// Stops the virtual processors.
    public func pause() async throws(MachineError) { try await driver.pause() }
    /// Lets the virtual processors go on.
    public func unpause() async throws(MachineError) { try await driver.unpause() }
    /// A hard reset: what was not flushed is lost.
    public func reset() async throws(MachineError) { try await driver.reset() }
    /// Returns when the machine is off, and says why.
    public func waitUntilStopped() async throws(MachineError) -> StopReason { try await driver.waitUntilStopped() }
    /// Lets the machine outlive this process, for so long; `mayfly gc` or a later start ends it then.
    public func keep(for time: Duration) async throws(MachineError) { try await driver.keep(for: time) }
    /// Ends the machine at once and removes everything of it. Runs to its end even when the task is cancelled.
    public func delete() async { await driver.delete() }
    /// The way into the guest, once it answers: that of ``through(_:)``, of the options or of the fixture.
    public func channel() async throws(MachineError) -> any GuestChannel { try await driver.channel(way) }
    /// A TCP port of this host's loopback, chosen by the kernel, that leads to one of the guest's through its network for
    /// as long as the machine lives. A machine without a network has none.
    public func hostPort(of port: UInt16) async throws(MachineError) -> UInt16 { try await driver.hostPort(of: port) }
    /// The serial console as a terminal; ``console`` goes on recording. One process at a time.
    public func terminal() async throws(MachineError) -> any GuestConnection { try await driver.terminal() }
    /// What the back end made of the VMI: domain XML on libvirt.
    public func manifest() async throws(MachineError) -> String { try await driver.manifest() }
}
