import Fixtures
import KubeVirt
import Lifecycle
public import Machines
import Offload

/// A private network: its machines reach each other by name, and nobody else reaches them.
///
/// Addresses are given in the order of joining, and every machine of the network has all names in its `/etc/hosts`. Forks
/// join as boots do: each gets a card's address and an IP address of its own. The network's switch is in this process, and
/// ends with it.
///
/// ```swift
/// try await withNetwork { network in
///     try await withMachine(fixture, on: network, as: "server") { server in
///         try await withMachine(fixture, on: network, as: "client") { client in
///             try await client.run("ping", "-c", "1", "server").check()
///         }
///     }
/// }
/// ```
public actor Network {
    /// The addresses of a network that says none.
    public static let subnet = "10.77.0.0/24"

    let provider: (any MachineProvider)?
    private let hub = SwitchHub()
    private var plan: AddressPlan
    private var joined: [String: Joined] = [:]
    private var isOver = false
    /// Who joins tells the others: one at a time, or an older list could come last.
    private let turn = AsyncSemaphore(1)

    private struct Joined: Sendable {
        let machine: Machine
        let member: AddressPlan.Member
        var port: Int?
        /// The number of its place with the machine.
        var place: Int?
    }

    /// A network without machines.
    ///
    /// - Parameters:
    ///   - subnet: Its addresses, IPv4; choose others where a machine's other networks have these.
    ///   - provider: The back end of machines that are made for it; this host's private libvirt when nil.
    /// - Throws: ``MachineError/Code/invalidInput`` for what is no network.
    public init(_ subnet: String = Network.subnet, on provider: (any MachineProvider)? = nil) throws(MachineError) {
        do throws(AddressPlan.Refusal) { plan = try AddressPlan(subnet) } catch {
            throw MachineError(.invalidInput, error.description)
        }
        self.provider = provider
    }

    /// The addresses of the network's machines, by name.
    public var addresses: [String: String] {
        Dictionary(plan.members.map { ($0.name, "\($0.address)") }, uniquingKeysWith: { $1 })
    }

    /// Connects a machine that is ready and gives it a name, an address and the names of all; the others get its name.
    ///
    /// The machine has a card for it when its fixture is `Fixture.networked()`. A machine that was in another
    /// network leaves that one.
    ///
    /// - Throws: ``MachineError/Code/invalidInput`` for a name that is taken or none, or where the network has ended;
    ///   ``MachineError/Code/unsupported`` for a machine without such a card, or a guest that cannot be told.
    public func join(_ machine: Machine, as name: String) async throws(MachineError) {
        try await join([(name: name, machine: machine)])
    }

    /// Connects several at once: each is told the names only once.
    package func join(_ newcomers: [(name: String, machine: Machine)]) async throws(MachineError) {
        try await takingTurns {
            try await self.forgetThoseThatAreOff()
            let added = try self.add(newcomers)
            do {
                try await self.connect(added, telling: true)
                for one in added { await self.keepConnected(one) }
            } catch {
                for one in added { self.remove(one.member.name) }
                throw error
            }
        }
    }

    /// Connects a machine of the network again, with the name and the address that it has had.
    ///
    /// `reboot()`, `powerCut()` and going back to a checkpoint do that by themselves. A guest that has been restarted in
    /// another way, by `reset()` or from inside, has forgotten its address: call this when it is ready.
    public func reconnect(_ machine: Machine) async throws(MachineError) {
        try await takingTurns {
            guard let one = self.joined.values.first(where: { $0.machine.id == machine.id }) else {
                throw MachineError(.notFound, "it is not in this network; let it join first", machine: machine.name)
            }
            self.pull(one.member.name)
            try await self.connect([one], telling: false)
        }
    }

    /// Disconnects a machine; its name is free again, its address is not given to another one.
    public func leave(_ machine: Machine) {
        for (name, one) in joined where one.machine.id == machine.id { remove(name) }
    }

    /// Disconnects all machines, and takes in no more.
    public func end() {
        isOver = true
        for (name, one) in joined { forget(name, one) }
        hub.end()
    }

    // MARK: members

    private func takingTurns(_ body: () async throws -> Void) async throws(MachineError) {
        do {
            try await turn.acquire()
            defer { turn.release() }
            if isOver { throw MachineError(.invalidInput, "the network has ended; make another one") }
            try await body()
        } catch {
            throw MachineError.wrapping(error, .guestFailed, "the private network could not be made")
        }
    }

    private func forgetThoseThatAreOff() async throws {
        for (name, one) in joined {
            if case .stopped = await one.machine.state { remove(name) }
        }
    }

    /// All or none.
    private func add(_ newcomers: [(name: String, machine: Machine)]) throws(MachineError) -> [Joined] {
        let before = joined
        do throws(AddressPlan.Refusal) {
            return try newcomers.map { newcomer throws(AddressPlan.Refusal) in
                if let known = joined.values.first(where: { $0.machine.id == newcomer.machine.id }) {
                    throw AddressPlan.Refusal(
                        "it is in the network already, as \(known.member.name); let it leave first")
                }
                let one = Joined(machine: newcomer.machine, member: try plan.join(newcomer.name))
                joined[newcomer.name] = one
                return one
            }
        } catch {
            for name in joined.keys where before[name] == nil { remove(name) }
            throw MachineError(.invalidInput, error.description)
        }
    }

    /// A machine that is back from a restart has forgotten where it was.
    private func keepConnected(_ one: Joined) async {
        let machine = one.machine
        let place = await machine.driver.networkPlace?.take {
            [weak self] () async throws(MachineError) in
            try await self?.reconnect(machine)
        } leave: {
            [weak self] in
            await self?.leave(machine)
        }
        joined[one.member.name]?.place = place
    }

    private func forget(_ name: String, _ one: Joined) {
        guard let number = one.place else { return }
        one.machine.driver.networkPlace?.free(number)
        joined[name]?.place = nil
    }

    private func remove(_ name: String) {
        if let one = joined[name] { forget(name, one) }
        pull(name)
        joined[name] = nil
        plan.leave(name)
    }

    private func pull(_ name: String) {
        guard let port = joined[name]?.port else { return }
        hub.unplug(port)
        joined[name]?.port = nil
    }

    // MARK: guests

    /// Configures these, and tells all others of them.
    private func connect(_ added: [Joined], telling: Bool) async throws {
        let plan = plan
        let names = Set(added.map(\.member.name))
        let others = telling ? joined.values.filter { !names.contains($0.member.name) } : []
        let cards = try await withThrowingTaskGroup(of: (String, NetworkCard)?.self) { group in
            for one in added {
                group.addTask {
                    let card = try await one.machine.driver.networkCard()
                    try await one.machine.take(
                        GuestNetworkScript.arguments(card: card.address, one.member, of: plan), as: one.member.name)
                    return (one.member.name, card)
                }
            }
            for other in others {
                group.addTask {
                    do {
                        try await other.machine.take(
                            GuestNetworkScript.arguments(namesOf: plan), as: other.member.name)
                    } catch {
                        // One that went off meanwhile needs no names.
                        guard case .stopped = await other.machine.state else { throw error }
                    }
                    return nil
                }
            }
            var cards: [(String, NetworkCard)] = []
            for try await card in group { if let card { cards.append(card) } }
            return cards
        }
        if isOver { throw MachineError(.invalidInput, "the network has ended; make another one") }
        for (name, card) in cards { joined[name]?.port = hub.plug(card.cable) }
    }
}
