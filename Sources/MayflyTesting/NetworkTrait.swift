import Mayfly
public import Testing

/// Puts the machines of a test into one private network, in which they reach each other by name:
/// `@Test(.machine(.debian12, as: "server"), .machine(.debian12, as: "client"), .network())`.
///
/// Each test, and each case of a parameterized one, has a network of its own. A machine is called as its trait calls it,
/// or else as its fixture. Shared machines are in a network with each other, which others can join.
public struct NetworkTrait: TestTrait, SuiteTrait {
    let subnet: String

    /// Every test of a suite has it.
    public var isRecursive: Bool { true }
}

extension Trait where Self == NetworkTrait {
    /// One private network for the machines of each test; see ``NetworkTrait``.
    ///
    /// - Parameter subnet: Its addresses, IPv4; others where a machine's other networks have these.
    /// - Returns: The trait.
    public static func network(_ subnet: String = Network.subnet) -> Self { NetworkTrait(subnet: subnet) }
}

extension Network {
    /// The network of the test that is running: that of its own machines, or else of those that it shares.
    ///
    /// - Throws: ``MachineError/Code/notFound`` where there is none; the error says what is missing.
    public static var current: Network {
        get throws(MachineError) {
            guard let network = try TestMachines.found().network else {
                throw MachineError(
                    .notFound, "the test's machines are in no network: neither the test nor its suite has .network()")
            }
            return network
        }
    }
}

extension Test {
    /// What it says of a network; the inner one counts.
    var network: NetworkTrait? { traits.compactMap { $0 as? NetworkTrait }.last }
}
