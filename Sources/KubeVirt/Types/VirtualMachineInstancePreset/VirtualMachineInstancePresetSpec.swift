/// What is set on machines that the labels choose.
public struct VirtualMachineInstancePresetSpec: Sendable, Hashable, Codable {
    /// Domain is the same object type as contained in VirtualMachineInstanceSpec.
    public var domain: DomainSpec?
    /// Selector is a label query over a set of VMIs.
    ///
    /// Required.
    public var selector: LabelSelector

    /// A value with these fields; what is not given stays unset.
    public init(
        domain: DomainSpec? = nil,
        selector: LabelSelector = LabelSelector()
    ) {
        self.domain = domain
        self.selector = selector
    }
}
