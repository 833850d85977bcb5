package import KubeVirt

/// Who is who in a private network: names, and addresses in the order of joining.
package struct AddressPlan: Sendable, Hashable {
    /// A machine of the network.
    package struct Member: Sendable, Hashable {
        package let name: String
        package let address: IPv4Address
        /// The card's, made of ``address`` so that no two are alike, and marked as nobody's make.
        package var card: MACAddress {
            MACAddress(bytes: [0x02, 0x6d] + [24, 16, 8, 0].map { UInt8(address.value >> $0 & 0xFF) })
        }
    }

    /// Why nobody can join.
    package struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
        package let description: String

        package init(_ description: String) { self.description = description }
    }

    package let network: IPv4Network
    package private(set) var members: [Member] = []
    private var last: UInt32 = 0

    /// A plan for a network with room for two at least.
    package init(_ text: String) throws(Refusal) {
        guard let network = IPv4Network(text), 8...30 ~= network.prefix else {
            throw Refusal("‘\(text)’ is no IPv4 network of /8 to /30; write one such as 10.77.0.0/24")
        }
        self.network = network
    }

    /// Gives the next address to a machine of this name; an address is never given twice.
    package mutating func join(_ name: String) throws(Refusal) -> Member {
        guard HostLabel.isRight(name[...]), name != "localhost" else {
            throw Refusal(
                "‘\(name)’ cannot be a host's name: letters, digits and dashes within, at most 63")
        }
        guard !members.contains(where: { $0.name.lowercased() == name.lowercased() }) else {
            throw Refusal("the network has a machine called \(name) already; choose another name")
        }
        // The last address is everybody's.
        guard last + 2 < UInt32(1) << UInt32(32 - network.prefix) else {
            throw Refusal("all addresses of \(network) are given; make a larger network")
        }
        last += 1
        let member = Member(name: name, address: network.host(last))
        members.append(member)
        return member
    }

    /// Frees a name.
    package mutating func leave(_ name: String) { members.removeAll { $0.name == name } }

    /// The members as lines of `/etc/hosts`, marked so that they can be told from others.
    package var hosts: String { members.map { "\($0.address) \($0.name) \(Self.mark)\n" }.joined() }
    /// The end of our lines.
    package static let mark = "# mayfly network"
}
