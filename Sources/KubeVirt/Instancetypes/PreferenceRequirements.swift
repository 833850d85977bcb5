extension VirtualMachinePreferenceSpec {
    /// Why a machine is less than a preference asks for, with defaults filled in; at most one reason, as KubeVirt tells.
    ///
    /// The field of a requirement that several fields could meet names them all, with commas between.
    package func requirementCauses(
        instancetype: VirtualMachineInstancetypeSpec?, spec: VirtualMachineInstanceSpec
    ) -> [StatusCause] {
        guard let requirements else { return [] }
        if let cpu = requirements.cpu, let cause = processorCause(cpu.guest, instancetype, spec) { return [cause] }
        if let memory = requirements.memory, let cause = Self.memoryCause(memory.guest, instancetype, spec) {
            return [cause]
        }
        if let required = requirements.architecture, spec.architecture?.rawValue ?? "" != required {
            return [
                .unmet(
                    "architecture \(required), and this machine's is \(spec.architecture?.rawValue ?? "not set")",
                    at: "spec.template.spec.architecture")
            ]
        }
        return []
    }

    private func processorCause(
        _ required: UInt32, _ instancetype: VirtualMachineInstancetypeSpec?, _ spec: VirtualMachineInstanceSpec
    ) -> StatusCause? {
        if let count = instancetype?.cpu.guest {
            guard count < required else { return nil }
            return .unmet("\(required) processors, and the instancetype has \(count)", at: "spec.instancetype")
        }
        let field = "spec.template.spec.domain.cpu"
        guard let cpu = spec.domain.cpu else { return .unmet("\(required) processors, and none are set", at: field) }
        let parts = [
            "sockets": UInt64(cpu.sockets ?? 0), "cores": UInt64(cpu.cores ?? 0), "threads": UInt64(cpu.threads ?? 0),
        ]
        let counted = countedParts
        // In 32 bits, as KubeVirt multiplies.
        let count = counted.reduce(UInt64(1)) { ($0 * (parts[$1] ?? 1)) & 0xffff_ffff }
        guard !counted.isEmpty, count < required else { return nil }
        return .unmet(
            "\(required) processors as \(counted.joined(separator: " x ")), and there are \(count)",
            at: counted.map { "\(field).\($0)" }.joined(separator: ", "))
    }

    /// Which numbers of a topology count, in the order in which KubeVirt names them.
    private var countedParts: [String] {
        switch shape {
        case .sockets: ["sockets"]
        case .cores: ["cores"]
        case .threads: ["threads"]
        case .any: ["cores", "sockets", "threads"]
        case .spread(.socketsCores, _): ["sockets", "cores"]
        case .spread(.coresThreads, _): ["cores", "threads"]
        case .spread(.socketsCoresThreads, _): ["sockets", "cores", "threads"]
        case .unknown: []
        }
    }

    private static func memoryCause(
        _ required: Quantity, _ instancetype: VirtualMachineInstancetypeSpec?, _ spec: VirtualMachineInstanceSpec
    ) -> StatusCause? {
        let size = spec.domain.memory?.guest ?? instancetype?.memory.guest ?? .mebibytes(0)
        guard size < required else { return nil }
        let (owner, field) =
            instancetype == nil
            ? ("this machine", "spec.template.spec.domain.memory") : ("the instancetype", "spec.instancetype")
        return .unmet("\(required) of memory, and \(owner) has \(size)", at: field)
    }
}

extension StatusCause {
    fileprivate static func unmet(_ text: String, at field: String) -> StatusCause {
        StatusCause(
            field: field, message: "the preference asks for \(text)", reason: .fieldValueNotFound)
    }
}
