extension DomainConverter {
    /// Keeps libvirt from asking QEMU about some 400 processor features one by one, which takes a quarter of a second
    /// of each start (measured with libvirt 9.0) and only informs about features that nobody asked for.
    func hypervisorCapabilities() -> Element {
        Element("qemu:capabilities", [Element("qemu:del", ["capability": "cpu-unavailable-features"])])
    }
}
