/// The ways into a guest, as a back end offers them to who waits for it to get ready.
///
/// Each call returns when its way works, however long that takes, and ends early when its task is cancelled. It throws
/// ``MachineError/Code/unsupported`` when there can be no such way in this machine, ``MachineError/Code/stopped`` when the
/// machine is off, and ``MachineError/Code/channelLost`` or ``MachineError/Code/timedOut`` when it is worth asking again.
package protocol ReadinessProbe: Sendable {
    /// The guest helper answers.
    func helper() async throws(MachineError)
    /// The QEMU guest agent answers.
    func agent() async throws(MachineError)
    /// A login by SSH works.
    func ssh() async throws(MachineError)
    /// Whatever way in the machine uses; of the guest's present boot.
    func channel() async throws(MachineError) -> any GuestChannel
}
