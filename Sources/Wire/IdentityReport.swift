/// What became of each part of an identity.
package struct IdentityReport: Hashable, Sendable {
    package enum Part: UInt8, Sendable, CaseIterable {
        case entropy = 1, clock, hostName, machineID, bootID, seed, instanceID, hostKey, authorizedKeys
        /// The running server, which has to take up its new keys.
        case sshServer
    }

    package enum Outcome: Hashable, Sendable {
        case done
        /// There is no such file, or a link to another one: nothing to be changed.
        case absent
        /// An errno of asm-generic Linux.
        case failed(error: UInt32)
    }

    /// One file or one setting of the kernel's; a part may have several.
    package struct Item: Hashable, Sendable {
        package var part: Part
        package var outcome: Outcome
        /// The file; empty for a setting.
        package var path: String

        package init(_ part: Part, _ outcome: Outcome, path: String = "") {
            self.part = part
            self.outcome = outcome
            self.path = path
        }
    }

    /// The boot id that the guest shows from now on; empty when it shows none.
    package var bootID: String
    /// In the order in which they were done.
    package var items: [Item]

    package init(bootID: String, items: [Item] = []) {
        self.bootID = bootID
        self.items = items
    }

    package var failures: [Item] {
        items.filter { if case .failed = $0.outcome { true } else { false } }
    }

    package var payload: [UInt8] {
        var bytes: [UInt8] = []
        bytes.add(bootID)
        for item in items {
            let (kind, error): (UInt8, UInt32) =
                switch item.outcome {
                case .done: (0, 0)
                case .absent: (1, 2)
                case .failed(let error): (2, error)
                }
            bytes.append(item.part.rawValue)
            bytes.append(kind)
            bytes.add(error)
            bytes.add(item.path)
        }
        return bytes
    }

    package init(payload: [UInt8]) throws(WireError) {
        var reader = ByteReader(payload, of: "an identity's report")
        bootID = try reader.string()
        items = []
        while !reader.isAtEnd {
            let (number, kind) = (try reader.number(UInt8.self), try reader.number(UInt8.self))
            let error = try reader.number(UInt32.self)
            guard let part = Part(rawValue: number), kind <= 2 else {
                throw WireError(.badMessage, "an identity's report has no part \(number) with outcome \(kind)")
            }
            let outcome: Outcome = kind == 0 ? .done : kind == 1 ? .absent : .failed(error: error)
            items.append(Item(part, outcome, path: try reader.string()))
        }
    }
}
