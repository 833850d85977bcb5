package import KubeVirt

/// A VMI that this host cannot run as it says: the field, why, and what to do.
package struct ConversionError: Error, Sendable, CustomStringConvertible {
    package let causes: [StatusCause]

    package var description: String {
        causes.map { "\($0.field ?? "spec"): \($0.message)" }.joined(separator: "\n")
    }
}
