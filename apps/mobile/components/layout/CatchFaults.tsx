import { Component, type ComponentType, type ReactNode } from 'react'

type Fault = { error: Error; retry: () => Promise<void> }

type Props = { children?: ReactNode; /** What is rendered instead of children that threw. */ instead: ComponentType<Fault> }

/** Renders something else instead of children that throw, until a retry. For what the router does not guard itself. */
export class CatchFaults extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  retry = (): Promise<void> => new Promise((resolve) => this.setState({ error: null }, resolve))

  override render(): ReactNode {
    const { error } = this.state
    const { children, instead: Instead } = this.props
    return error ? <Instead error={error} retry={this.retry} /> : children
  }
}
