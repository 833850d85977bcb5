/// Ways to look into a machine that its VMI asks for: `mayfly.dev/gdb`, `mayfly.dev/monitor`, `mayfly.dev/dump`,
/// `mayfly.dev/capture`.
extension Machine {
    /// The socket where gdb finds the machine's processors (`target remote PATH`); nil where the VMI does not ask for it.
    public var debuggerSocket: String? { driver.debuggerSocket }
    /// The socket of QEMU's monitor, for people; nil where the VMI does not ask for it.
    public var monitorSocket: String? { driver.monitorSocket }
    /// Writes the guest's memory and processors into a file of this host, which must not be there yet, in the format of
    /// `mayfly.dev/dump`; the guest stands still meanwhile.
    public func dumpMemory(to path: String) async throws(MachineError) { try await driver.dumpMemory(to: path) }
}

extension MachineDriver {
    package var debuggerSocket: String? { nil }
    package var monitorSocket: String? { nil }
    package func dumpMemory(to path: String) async throws(MachineError) {
        throw MachineError(.unsupported, "its back end cannot write the guest's memory down", machine: name)
    }
    package var replay: (any ReplayDriver)? { nil }
    package func captures(most: Int) async -> [Artifact] { [] }
}

/// What a back end does for a machine whose run is recorded, or is one that was.
package protocol ReplayDriver: Sendable {
    /// Ends a recorded run. Until then its files are not whole.
    func endRecording() async throws(MachineError) -> RecordedRun
    /// How many instructions it has come to.
    func instruction() async throws(MachineError) -> Int64
    /// Stops a run that is run again before this instruction.
    func stop(atInstruction number: Int64) async throws(MachineError)
}

/// A recorded run that has ended: where its files are until the machine is deleted.
package struct RecordedRun: Sendable {
    /// What got into the machine.
    package var events: String
    /// The machine before its first instruction.
    package var state: String
    /// How many instructions there were; nil of a guest that has gone off by itself.
    package var instructions: Int64?

    package init(events: String, state: String, instructions: Int64? = nil) {
        (self.events, self.state, self.instructions) = (events, state, instructions)
    }
}
