extension VirtualMachineInstance {
    /// The machine with the presets of its namespace that choose it by its labels, as KubeVirt's mutating webhook
    /// applies them before it sets defaults.
    ///
    /// A preset fills in parts that the machine says nothing about, and an annotation tells of each that had a say. A
    /// machine may decline by an annotation of its own. Presets that contradict each other are to be asked for first,
    /// by ``VirtualMachineInstancePreset/conflicts(among:)``: KubeVirt refuses a machine that two of them choose.
    public func applying(_ presets: [VirtualMachineInstancePreset]) -> VirtualMachineInstance {
        var machine = self
        for preset in choosing(presets) {
            guard let domain = preset.spec?.domain, machine.spec.domain.merge(domain) else { continue }
            machine.metadata.annotations = machine.metadata.annotations ?? [:]
            machine.metadata.annotations?["virtualmachinepreset.kubevirt.io/\(preset.metadata.name ?? "")"] =
                "kubevirt.io/v1"
        }
        return machine
    }

    /// Those of the presets that choose the machine.
    public func choosing(_ presets: [VirtualMachineInstancePreset]) -> [VirtualMachineInstancePreset] {
        let key = "virtualmachineinstancepresets.admission.kubevirt.io/exclude"
        guard metadata.annotations?[key] != "true" else { return [] }
        return presets.filter { preset in
            preset.metadata.namespace ?? "" == metadata.namespace ?? ""
                && preset.spec?.selector.matches(metadata.labels ?? [:]) == true
        }
    }
}

extension VirtualMachineInstancePreset {
    /// Why presets cannot be applied together: what two of them say differently.
    public static func conflicts(among presets: [VirtualMachineInstancePreset]) -> [StatusCause] {
        var causes: [StatusCause] = []
        for (index, preset) in presets.enumerated() {
            for other in presets[..<index] {
                guard let domain = preset.spec?.domain, let earlier = other.spec?.domain else { continue }
                let parts = domain.parts(differingFrom: earlier)
                guard !parts.isEmpty else { continue }
                causes.append(
                    .error(
                        "presets '\(preset.metadata.name ?? "")' and '\(other.metadata.name ?? "")' conflict: they say "
                            + "different things about \(parts.joined(separator: ", ")); change one of them"))
            }
        }
        return causes
    }
}

extension DomainSpec {
    /// Parts about which both say something, and not the same.
    fileprivate func parts(differingFrom other: DomainSpec) -> [String] {
        var parts: [String] = []
        for (name, amount) in (resources?.requests ?? [:]).sorted(by: { $0.key < $1.key }) {
            if let own = other.resources?.requests?[name], own != amount { parts.append("resources.requests.\(name)") }
        }
        func compare<Part: Equatable>(_ name: String, _ part: KeyPath<DomainSpec, Part?>) {
            guard let own = self[keyPath: part], let others = other[keyPath: part], own != others else { return }
            parts.append(name)
        }
        compare("cpu", \.cpu)
        compare("firmware", \.firmware)
        compare("clock.utc", \.clock?.utc)
        compare("clock.timezone", \.clock?.timezone)
        compare("clock.timer", \.clock?.timer)
        compare("features", \.features)
        compare("devices.watchdog", \.devices.watchdog)
        compare("ioThreadsPolicy", \.ioThreadsPolicy)
        return parts
    }

    /// Fills in what the domain says nothing about; whether any part is now as the preset has it.
    fileprivate mutating func merge(_ preset: DomainSpec) -> Bool {
        var isApplied = false
        func fill<Part: Equatable>(_ own: inout Part?, _ preset: Part?) {
            guard let preset else { return }
            own = own ?? preset
            if own == preset { isApplied = true }
        }
        if let requests = preset.resources?.requests, !requests.isEmpty {
            var own = resources ?? ResourceRequirements()
            fill(&own.requests, requests)
            resources = own
        }
        fill(&cpu, preset.cpu)
        fill(&firmware, preset.firmware)
        if let presetClock = preset.clock {
            // The offset first, then the timers, each where there is none.
            var own = clock ?? Clock(timezone: presetClock.timezone, utc: presetClock.utc)
            if own == presetClock { isApplied = true }
            fill(&own.timer, presetClock.timer)
            clock = own
        }
        fill(&features, preset.features)
        fill(&devices.watchdog, preset.devices.watchdog)
        fill(&ioThreadsPolicy, preset.ioThreadsPolicy)
        return isApplied
    }
}
