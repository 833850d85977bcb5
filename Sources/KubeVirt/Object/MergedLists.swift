/// A type with lists whose items are told apart when two versions of an object are merged (`x-kubernetes-list-type`).
package protocol MergedLists {
    /// How each such list is merged, by the field's name; other lists are replaced as a whole.
    static var mergedLists: [String: ListMerge] { get }
}

/// How two versions of a list become one.
package enum ListMerge: Sendable, Hashable {
    /// Items are unique.
    case set
    /// Items with the same values of these fields are one.
    case map(by: [String])
}
