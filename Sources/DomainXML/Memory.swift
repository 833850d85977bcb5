import KubeVirt

extension DomainConverter {
    func memory() -> Element {
        Element("memory", ["unit": "b"], text: "\(spec.memory?.guest?.roundedUp ?? 0)")
    }
}
