import KubeVirt

extension DomainConverter {
    /// QEMU itself writes the log, from the first byte and whether or not anybody is connected.
    func serialConsole() -> [Element] {
        guard spec.devices.autoattachSerialConsole ?? true else { return [] }
        return [
            Element(
                "serial", ["type": "unix"],
                [
                    Element("source", ["mode": "bind", "path": files.consoleSocket]),
                    Element("log", ["file": files.consoleLog, "append": "off"]),
                    Element("target", ["port": "0"]),
                ])
        ]
    }
}
