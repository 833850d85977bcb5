package import Machines
package import Offload

/// What is where a VMI's guest would be, behind a stand-in for KubeVirt.
package protocol StandInGuest: Sendable {
    /// The VMI is said to run now.
    func begin()
    /// Returns when the guest is off by itself, or was ended.
    func waitUntilOff() async
    func end() async
    func reset() async throws(MachineError)
    func setPaused(_ isPaused: Bool) async throws(MachineError)
    /// Whoever had the console before has it no more.
    func openConsole() async throws(MachineError) -> any ByteStream
    func openPort(_ port: UInt16) async throws(MachineError) -> any ByteStream
}
