package import Machines

/// Who is told while a boot goes on. Bytes come to the byte, and who takes long holds up the guest's console.
public struct BootObserver: Sendable {
    /// What the guest prints on its console.
    public var console: @Sendable ([UInt8]) async -> Void = { _ in }
    /// What the command writes to its standard output.
    public var output: @Sendable ([UInt8]) async -> Void = { _ in }
    /// What the command writes to its standard error.
    public var error: @Sendable ([UInt8]) async -> Void = { _ in }
    /// The machine is made and does not run yet; what is thrown ends the boot.
    package var made: @Sendable (Machine, KernelFiles) async throws -> Void = { _, _ in }
    /// The machine runs; what is thrown ends the boot.
    package var started: @Sendable (Machine) async throws -> Void = { _ in }
    package var notice: @Sendable (BootNotice) async -> Void = { _ in }

    /// Tells nobody.
    public init() {}
}
