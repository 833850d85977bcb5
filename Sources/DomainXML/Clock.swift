import KubeVirt

extension DomainConverter {
    /// The clock that the guest is shown, and the timers that it may use.
    func clock() -> Element? {
        var timers = (spec.clock?.timer.map(Self.timers) ?? []) + counterTimer()
        if let start = annotations.fixedClock {
            if annotations.repeatsExactly {
                timers.removeAll { $0.attributes.contains { $0.name == "name" && $0.value == "rtc" } }
                timers.append(Self.timer("rtc", true, track: "guest"))
            }
            return Element("clock", ["offset": "absolute", "start": "\(start.secondsSinceEpoch)"], timers)
        }
        guard let clock = spec.clock else { return timers.isEmpty ? nil : Element("clock", timers) }
        if let utc = clock.utc {
            // Without an offset what the guest sets the clock to does not last.
            let adjustment = utc.offsetSeconds.map { "\($0)" } ?? "reset"
            return Element("clock", ["offset": "utc", "adjustment": adjustment], timers)
        }
        if let zone = clock.timezone {
            return Element("clock", ["offset": "timezone", "timezone": zone.nonEmpty], timers)
        }
        // Without either it is UTC, which not every libvirt knows.
        return Element("clock", ["offset": host.single == nil ? nil : "utc"], timers)
    }

    private static func timers(_ timer: DomainSpec.Timer) -> [Element] {
        var timers: [Element] = []
        if let rtc = timer.rtc {
            timers.append(Self.timer("rtc", rtc.present, policy: rtc.tickPolicy, track: rtc.track))
        }
        if let pit = timer.pit { timers.append(Self.timer("pit", pit.present, policy: pit.tickPolicy)) }
        if let kvm = timer.kvm { timers.append(Self.timer("kvmclock", kvm.present)) }
        if let hpet = timer.hpet { timers.append(Self.timer("hpet", hpet.present, policy: hpet.tickPolicy)) }
        if let hyperv = timer.hyperv { timers.append(Self.timer("hypervclock", hyperv.present)) }
        return timers
    }

    private static func timer(_ name: String, _ isPresent: Bool?, policy: String? = nil, track: String? = nil)
        -> Element
    {
        Element(
            "timer",
            [
                "name": name, "tickpolicy": policy?.nonEmpty, "present": isPresent ?? true ? "yes" : "no",
                "track": track?.nonEmpty,
            ])
    }

    /// The time stamp counter's frequency, for guests that rely on it being the same wherever they run.
    private func counterTimer() -> [Element] {
        guard let frequency = machine.status?.topologyHints?.tscFrequency, frequency > 0 else { return [] }
        let isPromised =
            spec.cpu?.features?.contains { $0.name == "invtsc" && ["require", "force"].contains($0.policy) } ?? false
        guard isPromised || spec.features?.hyperv?.reenlightenment?.enabled == true else { return [] }
        return [Element("timer", ["name": "tsc", "frequency": "\(frequency)"])]
    }
}
