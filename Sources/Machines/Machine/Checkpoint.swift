/// A moment of a machine's to go back to, memory and disks together; see ``Machine/checkpoint()``.
///
/// What it keeps is freed when this value and its copies are gone, and no machine goes on from it any more.
public struct Checkpoint: Sendable {
    /// What the back end keeps for it.
    package let state: any CheckpointState

    package init(_ state: any CheckpointState) {
        self.state = state
    }
}

/// What a back end keeps for a checkpoint.
package protocol CheckpointState: AnyObject, Sendable {}
