/// What is varied, and the values that it has.
public struct BootAxis: Sendable, Hashable {
    /// What it is called: `cpus`.
    public var name: String
    /// What its values are called, in their order.
    public var values: [String]

    /// An axis of these values.
    public init(_ name: String, _ values: [String]) {
        self.name = name
        self.values = values
    }
}

/// One combination of the values of a matrix's axes.
public struct BootCell: Sendable, Hashable {
    /// One axis with one of its values.
    public struct Coordinate: Sendable, Hashable, CustomStringConvertible {
        /// The axis.
        public var axis: String
        /// The value.
        public var value: String

        /// `cpus=2`.
        public var description: String { "\(axis)=\(value)" }
    }

    /// A value for each axis, in their order.
    public var coordinates: [Coordinate]
    /// What is booted.
    public var boot: Boot

    /// `cpus=2, append=quiet`; `boot` in a matrix without axes.
    public var name: String { Self.name(of: coordinates) }

    package init(_ coordinates: [Coordinate], _ boot: Boot) {
        self.coordinates = coordinates
        self.boot = boot
    }

    package static func name(of coordinates: [Coordinate]) -> String {
        coordinates.isEmpty ? "boot" : coordinates.map(\.description).joined(separator: ", ")
    }
}
