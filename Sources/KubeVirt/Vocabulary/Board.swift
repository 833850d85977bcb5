/// A board with a microcontroller, by QEMU's name of it: it has no bus for devices and boots no kernel but one program,
/// which may talk to its host by semihosting. Each was tried; all are Arm's Cortex-M with their vectors at 0.
public enum Board: String, Sendable, Hashable, Codable, CaseIterable {
    /// Stellaris, Cortex-M3.
    case lm3s6965evb
    /// Stellaris, Cortex-M3.
    case lm3s811evb
    /// BBC micro:bit, Cortex-M0.
    case microbit
    /// Arm MPS2, Cortex-M3.
    case mps2AN385 = "mps2-an385"
    /// Arm MPS2, Cortex-M4.
    case mps2AN386 = "mps2-an386"
    /// Arm MPS2, Cortex-M7.
    case mps2AN500 = "mps2-an500"
    /// Arm MPS2 DesignStart, Cortex-M3.
    case mps2AN511 = "mps2-an511"
    /// Netduino 2, Cortex-M3.
    case netduino2
    /// Netduino Plus 2, Cortex-M4.
    case netduinoplus2
    /// STM32VLDISCOVERY, Cortex-M3.
    case stm32vldiscovery

    /// What QEMU is told that it has. Some boards insist on it; the others have what they have, and do not care.
    public static let memory = Quantity.mebibytes(16)
    /// Which QEMU runs it.
    public static let architecture = Architecture.armhf
}

extension Annotations {
    /// The board that ``machine`` names; nil where that is a machine with buses.
    public var board: Board? { machine.flatMap(Board.init(rawValue:)) }
}
