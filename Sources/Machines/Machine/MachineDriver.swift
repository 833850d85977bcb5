package import Fixtures
package import KubeVirt
package import Lifecycle

/// What a back end does for one machine; ``Machine`` is its face.
package protocol MachineDriver: Sendable {
    var name: String { get }
    /// Unique for ever.
    var run: String { get }
    var vmi: VirtualMachineInstance { get }
    var accelerator: Accelerator { get }
    var console: Console { get }
    var timeline: Timeline { get }
    var events: AsyncStream<MachineEvent> { get }
    /// What has happened so far.
    var pastEvents: [MachineEvent] { get }
    var state: MachineState { get async }

    /// Starts the machine and returns when its processors run. Failing, it leaves nothing.
    func start() async throws(MachineError)
    /// Returns when every readiness condition holds; throws as soon as one cannot hold any more.
    func waitUntilReady() async throws(MachineError)
    /// A way into the guest, the one that the fixture prefers when nil; waits until the guest answers there.
    func channel(_ kind: GuestChannelKind?) async throws(MachineError) -> any GuestChannel
    /// A TCP port of this host's loopback that leads to one of the guest's through the machine's network, as long as the
    /// machine lives.
    func hostPort(of port: UInt16) async throws(MachineError) -> UInt16
    /// The machine's card for private networks, with its cable in hand; the one that had it before has it no more.
    func networkCard() async throws(MachineError) -> NetworkCard
    /// Its place in a private network; nil where there are none.
    var networkPlace: NetworkPlace? { get }
    /// The kind of the channel that was handed out last.
    var reached: GuestChannelKind? { get async }
    /// The serial console as a terminal.
    func terminal() async throws(MachineError) -> any GuestConnection
    func pause() async throws(MachineError)
    func unpause() async throws(MachineError)
    /// Lets a machine go on that was ready and then stood still for longer than its guest may notice, as those of a pool
    /// do: its clock is right when this returns, and it is ready.
    func resumeFresh() async throws(MachineError)
    /// Has a guest that is about to stand still do once what its first user would wait for, and come to rest. What it
    /// cannot do is no failure.
    func warmUp() async
    /// Says of a machine that was not started yet that it serves nobody: it starts only where the memory for it is free,
    /// and the call is made when that is wanted for somebody else; delete it then.
    func becomeSpare(_ askedBack: @escaping @Sendable () -> Void) async
    /// Somebody has it now, and it is not asked back any more; false when it has been already.
    func claim() async -> Bool
    func reset() async throws(MachineError)
    /// Returns when the machine is off.
    func waitUntilStopped() async throws(MachineError) -> StopReason
    /// Whether it has been left to itself.
    var isKept: Bool { get async }
    /// Lets the machine outlive this process, for so long.
    func keep(for time: Duration) async throws(MachineError)
    /// Ends the machine at once and removes what is left of it. Never fails half-way; a second call does nothing.
    func delete() async
    /// As many machines as asked for that go on from where this one is; it goes on too.
    func fork(count: Int) async throws(MachineError) -> [any MachineDriver]
    /// A moment to go back to.
    func checkpoint() async throws(MachineError) -> Checkpoint
    /// Goes back to a moment of this machine's; nil is where its template was frozen.
    func revert(to checkpoint: Checkpoint?) async throws(MachineError)
    /// Returns when ``console`` has all that the guest has printed by now.
    func consoleCaughtUp() async
    /// A picture of what its display shows; nil where it has none.
    func screenshot() async throws(MachineError) -> Artifact?
    /// Where a debugger finds the processors, and where QEMU's monitor is; nil where the VMI does not ask for it.
    var debuggerSocket: String? { get }
    var monitorSocket: String? { get }
    /// Writes the guest's memory into a file that is not there yet.
    func dumpMemory(to path: String) async throws(MachineError)
    /// For a recorded run; nil where the back end knows none.
    var replay: (any ReplayDriver)? { get }
    /// The packets that were kept by now, a file for each interface, of which no more than so many bytes are given.
    func captures(most: Int) async -> [Artifact]
    /// The domain XML, or whatever else the back end made of the VMI.
    func manifest() async throws(MachineError) -> String
    /// The program that runs the machine, and its arguments; empty when it was not started, or runs elsewhere.
    var emulatorCommandLine: [String] { get async }
}

extension MachineDriver {
    package func resumeFresh() async throws(MachineError) { try await unpause() }
    package func warmUp() async {}
    package func consoleCaughtUp() async {}
    package func screenshot() async throws(MachineError) -> Artifact? { nil }
    package var networkPlace: NetworkPlace? { nil }
    package var emulatorCommandLine: [String] { get async { [] } }
    package func networkCard() async throws(MachineError) -> NetworkCard {
        throw MachineError(.unsupported, "its back end has no private networks", machine: name)
    }
    package func fork(count: Int) async throws(MachineError) -> [any MachineDriver] { throw notForkable }
    package func checkpoint() async throws(MachineError) -> Checkpoint { throw notForkable }
    package func revert(to checkpoint: Checkpoint?) async throws(MachineError) { throw notForkable }

    private var notForkable: MachineError {
        MachineError(
            .unsupported, "it cannot be forked: its fixture does not say `forkable: true`, or its back end cannot",
            machine: name)
    }
}
