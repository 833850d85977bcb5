import KubeVirt

extension DomainConverter {
    func clock() -> Element? {
        guard let clock = spec.clock else { return nil }
        if let zone = clock.timezone { return Element("clock", ["offset": "timezone", "timezone": zone]) }
        guard let seconds = clock.utc?.offsetSeconds else {
            // KubeVirt's: UTC without an offset, and what the guest sets it to does not last.
            return Element("clock", ["offset": "utc", "adjustment": "reset"])
        }
        return Element("clock", ["offset": "variable", "adjustment": "\(seconds)", "basis": "utc"])
    }
}
