extension DomainSpec {
    /// Memory that the host cannot read, one kind of it.
    public struct LaunchSecurity: Sendable, Hashable, Codable {
        /// AMD Secure Encrypted Virtualization (SEV).
        public var sev: SEV?
        /// AMD SEV-SNP flags defined by the SEV-SNP specifications.
        public var snp: SEVSNP?
        /// Intel Trust Domain Extensions (TDX).
        public var tdx: TDX?

        /// A value with these fields; what is not given stays unset.
        public init(
            sev: SEV? = nil,
            snp: SEVSNP? = nil,
            tdx: TDX? = nil
        ) {
            self.sev = sev
            self.snp = snp
            self.tdx = tdx
        }
    }
}
