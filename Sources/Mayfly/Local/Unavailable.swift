#if !Local
    // With what they are usually made by: else the compiler tells of an initializer that is missing.

    /// Boots of a kernel on this host, which this build has not.
    @available(*, unavailable, message: "depend on Mayfly with its default traits: boots need the trait ‘Local’")
    public struct Boot {
        /// Not there.
        public init(kernel: String) {}
    }

    /// An image made on this host, which this build has not.
    @available(*, unavailable, message: "depend on Mayfly with its default traits: images need the trait ‘Local’")
    public struct Image {
        /// Not there.
        public init(name: String? = nil) {}
    }

    /// The images of this host, which this build has not.
    @available(*, unavailable, message: "depend on Mayfly with its default traits: images need the trait ‘Local’")
    public struct ImageStore {
        /// Not there.
        public init() {}
    }
#endif
