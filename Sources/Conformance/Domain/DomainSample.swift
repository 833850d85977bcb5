package import DomainXML
package import KubeVirt

/// A line of KubeVirt's answers: what its converter was told, and the domain that it made or why it made none.
package struct DomainSample: Sendable, Decodable {
    package var arch: String
    package var ctx: Context
    package var vmi: VirtualMachineInstance
    package var xml: String?
    package var error: String?

    /// What KubeVirt's converter was told about the host, under the names that its structures have.
    package struct Context: Sendable, Decodable {
        package var kvm: Bool?
        package var allowEmulation: Bool?
        package var attach: [String: String]?
        package var cpuset: [Int]?
        package var disksInfo: [String: DiskInformation]?
        package var efi: EFI?
        package var fpr: Bool?
        package var isBlockDV: [String: Bool]?
        package var isBlockPVC: [String: Bool]?
        package var memBalloon: Int?
        package var serialLog: Bool?
        package var smbios: Maker?
        package var topology: Topology?
    }

    package struct DiskInformation: Sendable, Decodable {
        package var format: String?
        package var backing: String?
        package var actualSize: Int64?
        package var virtualSize: Int64?

        private enum CodingKeys: String, CodingKey {
            case format
            case backing = "backing-filename"
            case actualSize = "actual-size"
            case virtualSize = "virtual-size"
        }
    }

    package struct EFI: Sendable, Decodable {
        package var code: String?
        package var variables: String?
        package var isSecure: Bool?
        package var isLibvirts: Bool?

        private enum CodingKeys: String, CodingKey {
            case code = "EFICode"
            case variables = "EFIVars"
            case isSecure = "SecureLoader"
            case isLibvirts = "UsesFirmwareAutoSelection"
        }
    }

    package struct Maker: Sendable, Decodable {
        package var manufacturer: String?
        package var family: String?
        package var product: String?
        package var sku: String?
        package var version: String?
    }

    /// Numbers that are 0 are left out of it.
    package struct Topology: Sendable, Decodable {
        package struct Cell: Sendable, Decodable {
            package struct Processor: Sendable, Decodable {
                package var id: UInt32?
                package var siblings: [UInt32]?
            }
            package struct Memory: Sendable, Decodable {
                package var amount: UInt64?
                package var unit: String?
            }
            package struct Pages: Sendable, Decodable {
                package var count: UInt64?
                package var unit: String?
                package var size: UInt32?
            }
            package struct Distance: Sendable, Decodable {
                package var id: UInt32?
                package var value: UInt64?
            }
            package var id: UInt32?
            package var memory: Memory?
            package var pages: [Pages]?
            package var distances: [Distance]?
            package var cpus: [Processor]?
        }
        package var cells: [Cell]?

        private enum CodingKeys: String, CodingKey {
            case cells = "numa_cells"
        }
    }

    /// The same for our converter.
    package var host: HostFacts {
        var facts = HostFacts(kvm: ctx.kvm ?? false)
        facts.allowsEmulation = ctx.allowEmulation ?? false
        facts.attachments = (ctx.attach ?? [:]).mapValues { $0 == "tap" ? .tap : .other($0) }
        facts.processors = ctx.cpuset ?? []
        facts.disks = (ctx.disksInfo ?? [:]).mapValues { .init(format: $0.format ?? "") }
        facts.freePageReporting = ctx.fpr ?? false
        facts.balloonPeriod = ctx.memBalloon ?? 0
        facts.logsSerialConsole = ctx.serialLog ?? false
        facts.blockClaims = Self.names(ctx.isBlockPVC)
        facts.blockDataVolumes = Self.names(ctx.isBlockDV)
        if let efi = ctx.efi {
            facts.firmware = FirmwareChoice(
                loader: efi.code ?? "", template: efi.variables ?? "", isSecure: efi.isSecure ?? false,
                isLibvirts: efi.isLibvirts ?? false)
        }
        if let maker = ctx.smbios {
            var smbios = SMBIOS()
            smbios.manufacturer = maker.manufacturer ?? ""
            smbios.family = maker.family ?? ""
            smbios.product = maker.product ?? ""
            smbios.sku = maker.sku ?? ""
            smbios.version = maker.version ?? ""
            facts.smbios = smbios
        }
        facts.topology = ctx.topology.map { topology in
            HostTopology(
                cells: (topology.cells ?? []).map { cell in
                    .init(
                        id: cell.id ?? 0,
                        processors: (cell.cpus ?? []).map { .init(id: $0.id ?? 0, siblings: $0.siblings ?? []) },
                        distances: (cell.distances ?? []).map { .init(cell: $0.id ?? 0, value: $0.value ?? 0) })
                })
        }
        return facts
    }

    private static func names(_ flags: [String: Bool]?) -> Set<String> {
        Set((flags ?? [:]).filter(\.value).map(\.key))
    }

    /// The machine as KubeVirt's converter saw it: the architecture is told to it aside.
    package var machine: VirtualMachineInstance {
        var machine = vmi
        machine.spec.architecture = machine.spec.architecture ?? Architecture(rawValue: arch)
        return machine
    }
}
