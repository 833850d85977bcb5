import KubeVirt

extension DomainConverter {
    func watchdog() -> [Element] {
        guard let watchdog = spec.devices.watchdog else { return [] }
        let alias = Self.alias(watchdog.name)
        return [
            Element(
                "watchdog", ["model": "i6300esb", "action": watchdog.i6300esb?.action?.nonEmpty ?? "reset"],
                [Element("alias", ["name": alias])] + placement.address(of: alias))
        ]
    }
}
