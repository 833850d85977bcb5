extension VirtualMachine {
    /// Why a cluster with this configuration and these instancetypes and preferences would refuse the VirtualMachine.
    ///
    /// As ``admission(under:)``, but what the VirtualMachine names is filled in before its template is judged. What the
    /// catalog does not have is passed over, as in KubeVirt, where it may be created yet.
    public func admission(
        under configuration: ClusterConfiguration = ClusterConfiguration(), from catalog: InstancetypeCatalog
    ) -> [StatusCause] {
        guard metadata.deletionTimestamp == nil else { return [] }
        // Each of KubeVirt's rounds has the last word when it finds something.
        var causes = spec.matcherCauses(at: "spec")
        guard causes.isEmpty else { return causes }
        causes = spec.template.spec.schemaCauses(at: "spec.template.spec")
        guard causes.isEmpty else { return causes }
        let machine = (try? inferringMatchers { catalog.volumes[$0] }) ?? self
        var expansion = InstancetypeExpansion(
            machine: machine, instancetype: try? catalog.instancetype(of: machine),
            preference: try? catalog.preference(of: machine))
        causes = expansion.apply()
        guard causes.isEmpty else { return causes }
        if let preference = expansion.preference {
            var spec = expansion.machine.spec.template.spec
            spec.setTemplateDefaults(under: configuration)
            causes = preference.requirementCauses(instancetype: expansion.instancetype, spec: spec)
            guard causes.isEmpty else { return causes }
        }
        return expansion.machine.admission(under: configuration)
    }
}
