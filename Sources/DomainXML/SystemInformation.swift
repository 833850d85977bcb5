import KubeVirt

extension DomainConverter {
    /// What SMBIOS tells the guest. Values that are empty are not told.
    func systemInformation() -> Element {
        var entries: [Element] = []
        func add(_ name: String, _ value: String?) {
            if let value = value?.nonEmpty { entries.append(Element("entry", ["name": name], text: value)) }
        }
        if let smbios = host.smbios {
            add("manufacturer", smbios.manufacturer)
            add("product", smbios.product)
            add("family", smbios.family)
            add("sku", smbios.sku)
            add("version", smbios.version)
        }
        add("uuid", spec.firmware?.uuid?.nonEmpty ?? files.uuid)
        add("serial", spec.firmware?.serial)
        let system = entries
        entries = []
        if let chassis = spec.chassis {
            add("manufacturer", chassis.manufacturer)
            add("version", chassis.version)
            add("serial", chassis.serial)
            add("asset", chassis.asset)
            add("sku", chassis.sku)
        }
        return Element(
            "sysinfo", ["type": "smbios"],
            [Element("system", system)] + (entries.isEmpty ? [] : [Element("chassis", entries)]))
    }
}
