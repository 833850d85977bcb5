extension VirtualMachineInstanceTemplate {
    /// A machine of this template under a name.
    public func instance(named name: String) -> VirtualMachineInstance {
        var metadata = metadata ?? ObjectMeta()
        metadata.name = name
        metadata.generateName = nil
        return VirtualMachineInstance(metadata: metadata, spec: spec)
    }
}
