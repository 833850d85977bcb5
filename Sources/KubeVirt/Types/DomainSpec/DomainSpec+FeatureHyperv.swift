extension DomainSpec {
    /// Hyperv specific features.
    public struct FeatureHyperv: Sendable, Hashable, Codable {
        /// EVMCS Speeds up L2 vmexits, but disables other virtualization features.
        ///
        /// Requires vapic. Defaults to the machine type setting.
        public var evmcs: FeatureState?
        /// Frequencies improves the TSC clock source handling for Hyper-V on KVM.
        ///
        /// Defaults to the machine type setting.
        public var frequencies: FeatureState?
        /// IPI improves performances in overcommited environments.
        ///
        /// Requires vpindex. Defaults to the machine type setting.
        public var ipi: FeatureState?
        /// Reenlightenment enables the notifications on TSC frequency changes.
        ///
        /// Defaults to the machine type setting.
        public var reenlightenment: FeatureState?
        /// Relaxed instructs the guest OS to disable watchdog timeouts.
        ///
        /// Defaults to the machine type setting.
        public var relaxed: FeatureState?
        /// Reset enables Hyperv reboot/reset for the vmi.
        ///
        /// Requires synic. Defaults to the machine type setting.
        public var reset: FeatureState?
        /// Runtime improves the time accounting to improve scheduling in the guest.
        ///
        /// Defaults to the machine type setting.
        public var runtime: FeatureState?
        /// Spinlocks allows to configure the spinlock retry attempts.
        public var spinlocks: FeatureSpinlocks?
        /// SyNIC enables the Synthetic Interrupt Controller.
        ///
        /// Defaults to the machine type setting.
        public var synic: FeatureState?
        /// SyNICTimer enables Synthetic Interrupt Controller Timers, reducing CPU load.
        ///
        /// Defaults to the machine type setting.
        public var synictimer: SyNICTimer?
        /// TLBFlush improves performances in overcommited environments.
        ///
        /// Requires vpindex. Defaults to the machine type setting.
        public var tlbflush: TLBFlush?
        /// VAPIC improves the paravirtualized handling of interrupts.
        ///
        /// Defaults to the machine type setting.
        public var vapic: FeatureState?
        /// VendorID allows setting the hypervisor vendor id.
        ///
        /// Defaults to the machine type setting.
        public var vendorid: FeatureVendorID?
        /// VPIndex enables the Virtual Processor Index to help windows identifying virtual processors.
        ///
        /// Defaults to the machine type setting.
        public var vpindex: FeatureState?

        /// A value with these fields; what is not given stays unset.
        public init(
            evmcs: FeatureState? = nil,
            frequencies: FeatureState? = nil,
            ipi: FeatureState? = nil,
            reenlightenment: FeatureState? = nil,
            relaxed: FeatureState? = nil,
            reset: FeatureState? = nil,
            runtime: FeatureState? = nil,
            spinlocks: FeatureSpinlocks? = nil,
            synic: FeatureState? = nil,
            synictimer: SyNICTimer? = nil,
            tlbflush: TLBFlush? = nil,
            vapic: FeatureState? = nil,
            vendorid: FeatureVendorID? = nil,
            vpindex: FeatureState? = nil
        ) {
            self.evmcs = evmcs
            self.frequencies = frequencies
            self.ipi = ipi
            self.reenlightenment = reenlightenment
            self.relaxed = relaxed
            self.reset = reset
            self.runtime = runtime
            self.spinlocks = spinlocks
            self.synic = synic
            self.synictimer = synictimer
            self.tlbflush = tlbflush
            self.vapic = vapic
            self.vendorid = vendorid
            self.vpindex = vpindex
        }
    }
}
