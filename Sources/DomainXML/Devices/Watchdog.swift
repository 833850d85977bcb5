import KubeVirt

extension DomainConverter {
    func watchdog() throws(ConversionError) -> [Element] {
        guard let watchdog = spec.devices.watchdog else { return [] }
        let (model, action): (String, String?)
        switch architecture {
        case .arm64: throw refusal("watchdog", "there is none for arm64; leave it out")
        case .s390x:
            guard let diag288 = watchdog.diag288 else { throw refusal("watchdog", "on s390x it is diag288; name it") }
            (model, action) = ("diag288", diag288.action)
        default:
            guard let i6300esb = watchdog.i6300esb else {
                throw refusal("watchdog", "on amd64 it is i6300esb; name it")
            }
            (model, action) = ("i6300esb", i6300esb.action)
        }
        return [Element("watchdog", ["model": model, "action": action?.nonEmpty], [Self.named(watchdog.name)])]
    }
}
