extension VirtualMachineInstance {
    /// Why a cluster with this configuration would refuse the machine; empty when it would be admitted.
    ///
    /// As in a cluster, defaults are filled in first: KubeVirt's one webhook sets them, its other one judges the outcome.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        // What does not fit the schema gets no defaults.
        let limits = spec.limitCauses(at: "spec")
        guard limits.isEmpty else { return limits }
        let schema = spec.schemaCauses(at: "spec")
        guard schema.isEmpty else { return schema }
        return withDefaults(under: configuration).validation(under: configuration)
    }

    /// What KubeVirt's validating webhook alone says of the machine as it is.
    package func validation(under configuration: ClusterConfiguration) -> [StatusCause] {
        let schema = spec.schemaCauses(at: "spec")
        guard schema.isEmpty else { return schema }
        return spec.discontinuedGateCauses(under: configuration)
            + spec.admission(at: "spec", under: configuration, annotations: metadata)
            + spec.instanceCauses(at: "spec", annotations: metadata)
            + spec.domain.devices.discontinuedBindingCauses(at: "spec.domain.devices")
            + spec.graceCauses(ofAnnotations: metadata.annotations, at: "metadata", under: configuration)
            + metadata.admission(at: "metadata", under: configuration)
    }
}

extension VirtualMachineInstanceSpec {
    /// Why this spec would be refused, on its own or as the template of something; `field` is where it stands.
    package func admission(
        at field: String, under configuration: ClusterConfiguration = ClusterConfiguration(),
        annotations: ObjectMeta = ObjectMeta()
    ) -> [StatusCause] {
        let domainField = "\(field).domain"
        var causes = nameCauses(at: field)
        causes += domain.memoryCauses(at: domainField, under: configuration)
        causes += domain.processorCauses(
            at: domainField, spec: field, architecture: architecture, under: configuration)
        causes += domain.machineCauses(at: domainField, architecture: architecture, under: configuration)
        causes += firmwareTableCauses(at: field)
        causes += lifecycleCauses(at: field, under: configuration)
        causes += placementCauses(at: field)
        causes += domain.ioThreadCauses(at: domainField)
        causes += domain.firmwareCauses(at: domainField, annotations: annotations)
        causes += accessCredentialCauses(at: field)
        causes += launchSecurityCauses(at: field, under: configuration)
        return causes + deviceCauses(at: field, under: configuration)
    }

    /// What KubeVirt asks of a machine only, once its defaults are filled in; not of a template.
    package func instanceCauses(at field: String, annotations: ObjectMeta = ObjectMeta()) -> [StatusCause] {
        attachmentCauses(at: field) + memoryRequest(at: field) + hypervCauses(at: field)
            + architectureCauses(at: field, annotations: annotations) + deviceArchitectureCauses(at: field)
    }
}
